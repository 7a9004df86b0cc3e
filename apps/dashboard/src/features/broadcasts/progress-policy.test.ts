import { BroadcastProgress } from '@recado/contracts';
import { expect, it } from 'vitest';
import { partDone, secondsFor, sharesOf } from './progress-policy.ts';

const progress = BroadcastProgress.parse(BroadcastProgress.meta()?.['example']);

it('spreads all recipients over their results', () => {
  const shares = sharesOf(progress);
  expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(progress.total);
  expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  expect(shares.map(({ result }) => result)).not.toContain('in_doubt');
});

it('is as far as those are many whose turn has come', () => {
  expect(partDone(progress)).toBe(0.2);
  expect(partDone({ ...progress, total: 0, pending: 0 })).toBe(1);
});

it.each([
  [1_000, 1_000, 60],
  [1, 60, 1],
  [0, 20, 0],
])('%d recipients at %d a minute take %d s', (recipients, rate, seconds) => {
  expect(secondsFor(recipients, rate)).toBe(seconds);
});
