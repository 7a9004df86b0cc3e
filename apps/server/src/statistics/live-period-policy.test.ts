import { expect, it } from 'vitest';
import { pointsBack } from './live-period-policy.ts';

const now = new Date('2026-11-24T13:05:42Z');

it.each([
  ['minute', ['2026-11-24T13:03:00.000Z', '2026-11-24T13:04:00.000Z', '2026-11-24T13:05:00.000Z']],
  ['hour', ['2026-11-24T11:00:00.000Z', '2026-11-24T12:00:00.000Z', '2026-11-24T13:00:00.000Z']],
] as const)('the last three of each %s end with the one that is not over', (step, expected) => {
  expect(pointsBack(step, 3, now).map((at) => at.toISOString())).toEqual(expected);
});
