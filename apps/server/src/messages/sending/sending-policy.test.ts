import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TriedOutcome } from '../../channels/channel.ts';
import { CLAIM_SECONDS, pacing, retryDelayMs, SELF_DEADLINE_MS, settle } from './sending-policy.ts';

const retry = (scope: 'message' | 'recipient' | 'instance'): TriedOutcome => ({
  kind: 'retry',
  code: '130429',
  detail: 'Rate limit hit',
  scope,
});

describe('settling an attempt', () => {
  it.each<[string, TriedOutcome, object]>([
    [
      'accepted is sent',
      { kind: 'accepted', whatsappId: 'wamid.1' },
      { status: 'sent', whatsappId: 'wamid.1' },
    ],
    [
      'no answer is in doubt, never back in the queue',
      { kind: 'in_doubt', detail: 'reset' },
      { status: 'in_doubt' },
    ],
    [
      'a refusal of the message is final',
      { kind: 'refused', code: '131009', detail: 'bad', pausesInstance: false },
      { status: 'failed' },
    ],
    [
      'a refusal of the account keeps the message and fails the instance',
      { kind: 'refused', code: '190', detail: 'expired', pausesInstance: true },
      { status: 'pending', instance: 'fails' },
    ],
    [
      'a limit of the instance slows it down',
      retry('instance'),
      { status: 'pending', instance: 'slows_down' },
    ],
    [
      'a limit of the recipient slows only the recipient',
      retry('recipient'),
      { status: 'pending', instance: 'goes_on' },
    ],
  ])('%s', (_, outcome, expected) => {
    expect(settle(outcome, 1, 0.5)).toMatchObject(expected);
  });

  it('gives up after 20 attempts and says so', () => {
    expect(settle(retry('message'), 19, 0.5)).toMatchObject({ status: 'pending' });
    expect(settle(retry('message'), 20, 0.5)).toMatchObject({
      status: 'failed',
      detail: 'Given up after 20 attempts. Rate limit hit',
    });
  });
});

describe('retry delays', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [5, 16_000],
    [20, 600_000],
  ])('attempt %i waits %i ms', (attempt, expected) => {
    expect(retryDelayMs(attempt, 0.5)).toBe(expected);
  });

  it('stay within 20 % and never before what the provider asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(900_000),
        (attempt, random, asked) => {
          const base = retryDelayMs(attempt, 0.5);
          const delay = retryDelayMs(attempt, random, asked);
          expect(delay).toBeGreaterThanOrEqual(Math.max(asked, Math.floor(base * 0.8)));
          expect(delay).toBeLessThanOrEqual(Math.max(asked, Math.ceil(base * 1.2)));
        },
      ),
    );
  });
});

it('a worker stops touching the wire well before its claim may be given away', () => {
  const longestAttemptMs = 20_000;
  expect(SELF_DEADLINE_MS + longestAttemptMs).toBeLessThan(CLAIM_SECONDS * 1_000);
});

it.each([
  [undefined, { waitMs: 0, typingMs: 0 }],
  [{ delay: 1_000 }, { waitMs: 1_000, typingMs: 0 }],
  [
    { delay: 1_000, typing: true },
    { waitMs: 0, typingMs: 1_000 },
  ],
  [
    { delay: 10_000, typing: true },
    { waitMs: 7_000, typingMs: 3_000 },
  ],
  [{ typing: true }, { waitMs: 0, typingMs: 0 }],
])('options %j pace the message as %j', (options, expected) => {
  expect(pacing(options)).toEqual(expected);
});
