import { Message as MessageSchema } from '@recado/contracts';
import type { Message } from '@recado/sdk';
import { describe, expect, it } from 'vitest';
import { belongs, patched, unseen } from './live-policy.ts';
import type { MessageFilters } from './message-filters.ts';

const now = new Date('2026-11-24T12:30:00.000Z');
const message = (changes: Partial<Message> = {}): Message => ({
  ...MessageSchema.parse(MessageSchema.meta()?.['example']),
  ...changes,
});

describe('a message that came live', () => {
  it.each<[MessageFilters, boolean]>([
    [{}, true],
    [{ direction: 'outbound', type: 'text', status: 'pending' }, true],
    [{ status: 'failed' }, false],
    [{ contact: '+5511999999999' }, true],
    [{ contact: '+5511888888888' }, false],
    [{ text: 'AJUDAR' }, true],
    [{ text: 'preço' }, false],
    [{ period: 'hour' }, true],
    [{ from: '2026-11-24T12:10:00Z' }, false],
    [{ to: '2026-11-24T11:00:00Z' }, false],
  ])('belongs into a list of %j: %s', (filters, expected) => {
    expect(belongs(message(), filters, now)).toBe(expected);
  });

  const page = { items: [message({ id: 'a' }), message({ id: 'b' })], nextCursor: null };
  const data = { pages: [page], pageParams: [null] };

  it('changes its row and no other', () => {
    const news = message({ id: 'b', status: 'read', updatedAt: '2026-11-24T12:00:01.000Z' });
    const after = patched(data, new Map([['b', news]]));
    expect(after.pages[0]?.items.map(({ status }) => status)).toEqual(['pending', 'read']);
  });

  it('changes nothing when it is older than what was read', () => {
    const old = message({ id: 'b', status: 'sent', updatedAt: '2026-11-24T11:00:00.000Z' });
    expect(patched(data, new Map([['b', old]])).pages[0]?.items[1]?.status).toBe('pending');
  });

  it('leaves the pages as they are when it is on none', () => {
    const news = new Map([['c', message({ id: 'c' })]]);
    expect(patched(data, news)).toBe(data);
    expect(unseen(data, news).map(({ id }) => id)).toEqual(['c']);
    expect(unseen(data, new Map([['a', message({ id: 'a' })]]))).toEqual([]);
  });

  it('is not new when it is older than all that was read so far', () => {
    const unread = { ...data, pages: [{ ...page, nextCursor: 'next' }] };
    const old = message({ id: 'c', createdAt: '2026-11-01T00:00:00.000Z' });
    expect(unseen(unread, new Map([['c', old]]))).toEqual([]);
    expect(unseen(data, new Map([['c', old]]))).toEqual([old]);
  });
});
