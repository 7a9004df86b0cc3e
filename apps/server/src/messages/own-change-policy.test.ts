import { MessageId } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { afterOwnChange, ownChangeOf, targetOf } from './own-change-policy.ts';

const messageId = MessageId.parse('0198f3c0-0000-7000-8000-000000000001');
const at = new Date('2026-01-01T12:00:00Z');
const edit = { type: 'edit', content: { messageId, text: 'Torta' } } as const;
const removal = { type: 'delete', content: { messageId } } as const;

it('only edits and deletions have a target', () => {
  for (const change of [edit, removal]) expect(targetOf(change)).toBe(messageId);
  for (const content of [null, 'x', {}, { type: 'text', content: 'Oi' }])
    expect(ownChangeOf(content)).toBeUndefined();
});

describe('what a message says afterwards', () => {
  it.each([
    ['a text', { type: 'text', content: 'Bolo' }, edit, { type: 'text', content: 'Torta' }],
    [
      'a picture, whose caption it becomes',
      { type: 'image', content: { mediaId: messageId, caption: 'Bolo' } },
      edit,
      { type: 'image', content: { mediaId: messageId, caption: 'Torta' } },
    ],
    ['a deleted one', { type: 'text', content: 'Bolo' }, removal, { type: 'deleted', content: {} }],
  ])('%s', (_, content, change, expected) => {
    const now = afterOwnChange({ content, metadata: { kept: true } }, change, at);
    expect(now).toMatchObject({
      content: expected,
      metadata: { kept: true, former: [{ content, until: at.toISOString() }] },
    });
  });

  it('what was deleted stays deleted', () => {
    const deleted = { content: { type: 'deleted', content: {} }, metadata: {} };
    for (const change of [edit, removal]) expect(afterOwnChange(deleted, change, at)).toBeUndefined();
  });
});
