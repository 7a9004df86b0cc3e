import { describe, expect, it } from 'vitest';
import { ackOutcome } from './ack-outcome-policy.ts';
import { newChatCapEnd, reachoutLockEnd } from './account-limits-policy.ts';

const now = new Date('2026-11-24T12:00:00Z');
const inAnHour = new Date('2026-11-24T13:00:00Z');
const of = (code: string, limits = {}) =>
  ackOutcome({ kind: 'refused', code }, { whatsappId: '3EB0', limits, now });

describe("the server's answer", () => {
  it('taken means sent, under the id that was chosen', () => {
    expect(ackOutcome({ kind: 'taken' }, { whatsappId: '3EB0', limits: {}, now })).toEqual({
      kind: 'accepted',
      whatsappId: '3EB0',
    });
  });

  it.each([
    [
      '463 waits until the lock ends',
      of('463', { reachoutTimeLock: { isActive: true, until: inAnHour } }),
      { kind: 'retry', code: 'reachout_time_lock', scope: 'message', retryAfterMs: 3_600_000 },
    ],
    [
      '463 without a known end is tried again later',
      of('463'),
      { kind: 'retry', code: 'reachout_time_lock', retryAfterMs: 1_800_000 },
    ],
    [
      '475 waits for the end of the cycle',
      of('475', { newChatCap: { total: 10, used: 10, isCapped: true, cycleEndsAt: inAnHour } }),
      { kind: 'retry', code: 'new_chat_cap', scope: 'message', retryAfterMs: 3_600_000 },
    ],
    ['479 is tried again', of('479'), { kind: 'retry', code: 'stale_device_session', scope: 'message' }],
    ['anything else is final', of('400'), { kind: 'refused', code: '400', pausesInstance: false }],
  ])('%s', (_, outcome, expected) => {
    expect(outcome).toMatchObject(expected);
  });
});

describe("the account's limits", () => {
  it('a lock that ended holds nothing back', () => {
    const until = new Date(now.getTime() - 1);
    expect(reachoutLockEnd({ reachoutTimeLock: { isActive: true, until } }, now)).toBeUndefined();
    expect(reachoutLockEnd({ reachoutTimeLock: { isActive: false, until: inAnHour } }, now)).toBeUndefined();
  });

  it('a quota that is used up is a cap, and an unlimited one is not', () => {
    const cap = { isCapped: false, cycleEndsAt: inAnHour };
    expect(newChatCapEnd({ newChatCap: { ...cap, total: 5, used: 5 } }, now)).toEqual(inAnHour);
    expect(newChatCapEnd({ newChatCap: { ...cap, total: 5, used: 4 } }, now)).toBeUndefined();
    expect(newChatCapEnd({ newChatCap: { ...cap, total: null, used: 9 } }, now)).toBeUndefined();
  });
});
