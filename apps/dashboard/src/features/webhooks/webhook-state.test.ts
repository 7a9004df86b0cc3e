import { expect, it } from 'vitest';
import { stateOf, type Standing } from './webhook-state.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const well: Standing = { isActive: true, disabledReason: null, pausedUntil: null, failingSince: null };
const before = '2026-11-24T11:59:00Z';
const later = '2026-11-24T12:01:00Z';

it.each([
  ['active', {}],
  ['active', { pausedUntil: before }],
  ['failing', { failingSince: before }],
  ['failing', { failingSince: before, pausedUntil: before }],
  ['slowed', { failingSince: before, pausedUntil: later }],
  ['off', { isActive: false, failingSince: before, pausedUntil: later }],
  ['disabled', { isActive: false, disabledReason: 'The endpoint answered 410 Gone' }],
] as const)('an endpoint is %s with %o', (state, given) => {
  expect(stateOf({ ...well, ...given }, now)).toBe(state);
});
