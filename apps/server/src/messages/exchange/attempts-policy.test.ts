import type { MessageWithHistory } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { attemptsOf, whatsappIdsOf } from './attempts-policy.ts';

type Status = MessageWithHistory['statuses'][number];

const at = '2026-11-24T12:00:00.000Z';
const status = (name: string, details: Record<string, unknown>): Status => ({
  status: name,
  at,
  error: null,
  details,
});
const answer = { status: 400, body: '{"error":{"code":131026}}' };

/** Taken, in doubt no more, sent anew by hand, refused, and sent anew again. */
const message = {
  whatsappId: 'wamid.3',
  statuses: [
    status('pending', {}),
    status('sent', { attempt: 1 }),
    status('failed', { whatsappId: 'wamid.1' }),
    status('pending', { resent: true, whatsappIdBefore: 'wamid.1' }),
    status('failed', { attempt: 2, answer }),
    status('pending', { resent: true, whatsappIdBefore: null }),
    status('sent', { attempt: 3 }),
    status('read', { whatsappId: 'wamid.3' }),
  ],
};

describe('the attempts of a message', () => {
  it('are those statuses that sending left, with the answer or the id that WhatsApp gave then', () => {
    expect(attemptsOf(message)).toEqual([
      { at, attempt: 1, status: 'sent', whatsappId: 'wamid.1', answer: null },
      { at, attempt: 2, status: 'failed', whatsappId: null, answer },
      { at, attempt: 3, status: 'sent', whatsappId: 'wamid.3', answer: null },
    ]);
  });

  it('had these ids at WhatsApp', () => {
    expect(whatsappIdsOf(message)).toEqual(['wamid.3', 'wamid.1']);
  });
});
