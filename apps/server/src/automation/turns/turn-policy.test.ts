import { AgentId } from '@recado/contracts';
import { expect, it } from 'vitest';
import { brokenDelayMs, carryOutDelayMs, isTriedEnough, reasonToDrop, refusalOf } from './turn-policy.ts';

const agentId = AgentId.parse('0198f3c0-0000-7000-8000-00000000000b');
const other = AgentId.parse('0198f3c0-0000-7000-8000-00000000000c');
const mine = { status: 'pending', agentId, isGroup: false, isBlocked: false, isOptedOut: false } as const;

it.each([
  [mine, undefined],
  [undefined, 'conversation_gone'],
  [{ ...mine, status: 'open' as const, agentId: other }, 'conversation_left'],
  [{ ...mine, agentId: other }, 'conversation_left'],
  [{ ...mine, status: 'waiting' as const, agentId: null }, 'conversation_left'],
  [{ ...mine, status: 'closed' as const, agentId: null }, 'conversation_left'],
  [{ ...mine, status: 'open' as const }, 'conversation_left'],
  [{ ...mine, isGroup: true }, 'group'],
  [{ ...mine, isBlocked: true }, 'contact_blocked'],
  [{ ...mine, isOptedOut: true }, 'recipient_opted_out'],
])('a turn in %j is dropped for %s', (conversation, reason) => {
  expect(reasonToDrop(conversation, agentId)).toBe(reason);
});

it.each([
  ['contact_blocked', 'drop'],
  ['recipient_opted_out', 'drop'],
  ['instance_not_connected', 'retry'],
  ['queue_full', 'retry'],
  ['window_closed', 'fail'],
  ['media_invalid', 'fail'],
  ['not_supported_by_channel', 'fail'],
] as const)('a message refused with %s: %s', (code, refusal) => {
  expect(refusalOf(code)).toBe(refusal);
});

it('a plan is tried six times, each time later', () => {
  const attempts = [1, 2, 3, 4, 5, 6];
  expect(attempts.map(carryOutDelayMs)).toEqual([1_000, 3_000, 9_000, 27_000, 81_000, undefined]);
  expect(attempts.map(isTriedEnough)).not.toContain(true);
  expect(isTriedEnough(7)).toBe(true);
});

it('what breaks is taken again, at most every ten minutes', () => {
  expect([1, 2, 20].map(brokenDelayMs)).toEqual([1_000, 3_000, 600_000]);
});
