import { expect, it } from 'vitest';
import { hoursStateOf } from './hours-state-policy.ts';

const hours = {
  timeZone: 'America/Sao_Paulo',
  weekly: [{ days: ['monday'], from: '09:00', to: '18:00' }],
  holidays: ['2026-11-30'],
};
const businessHours = { ...hours, then: 'stay', closedReply: 'Fechado' };

it.each([
  ['human', {}, '2026-11-23T13:00:00Z', 'always'],
  ['human', { workingHours: hours }, '2026-11-23T13:00:00Z', 'open'],
  ['human', { workingHours: hours }, '2026-11-23T11:00:00Z', 'closed'],
  ['human', { workingHours: hours }, '2026-11-30T13:00:00Z', 'closed'],
  ['bot', { businessHours }, '2026-11-23T13:00:00Z', 'open'],
  ['bot', { businessHours }, '2026-11-24T13:00:00Z', 'closed'],
  ['ai', {}, '2026-11-24T13:00:00Z', 'always'],
] as const)('a %s with %j is at %s: %s', (type, configuration, at, state) => {
  expect(hoursStateOf({ type, configuration }, new Date(at))).toBe(state);
});
