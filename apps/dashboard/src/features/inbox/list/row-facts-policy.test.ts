import { Conversation as Schema } from '@recado/contracts';
import type { Conversation } from '@recado/sdk';
import { expect, it } from 'vitest';
import { hasFacts, hoursLeftSoon, waitedSeconds } from './row-facts-policy.ts';

const nowMs = Date.UTC(2026, 10, 24, 12);
const inHours = (hours: number): string => new Date(nowMs + hours * 3_600_000).toISOString();
const conversation = (fields: Partial<Conversation>): Conversation => ({
  ...Schema.parse(Schema.meta()?.['example']),
  labels: [],
  assignee: null,
  windowClosesAt: null,
  ...fields,
});

it.each([
  [inHours(20), undefined],
  [inHours(3.5), 3],
  [inHours(0.2), 0],
  [inHours(-1), undefined],
  [null, undefined],
])('a window that closes at %s has %s hours left soon', (windowClosesAt, hours) => {
  expect(hoursLeftSoon(conversation({ windowClosesAt }), nowMs)).toBe(hours);
});

it('counts the waiting of what waits alone', () => {
  const waitingSince = inHours(-0.5);
  expect(waitedSeconds(conversation({ status: 'waiting', waitingSince }), nowMs)).toBe(1_800);
  expect(waitedSeconds(conversation({ status: 'open', waitingSince }), nowMs)).toBeUndefined();
});

it('has facts for a label, an agent, a waiting or a closing window', () => {
  expect(hasFacts(conversation({}), nowMs)).toBe(false);
  expect(hasFacts(conversation({ labels: ['vip'] }), nowMs)).toBe(true);
  expect(hasFacts(conversation({ windowClosesAt: inHours(1) }), nowMs)).toBe(true);
});
