import { expect, it } from 'vitest';
import { fateOf, honestShare } from './spark-policy.ts';

it.each([
  [0, 0, 'none'],
  [4, 0, 'good'],
  [4, 1, 'mixed'],
  [4, 4, 'bad'],
] as const)('%i requests of which %i failed went %s', (attempts, failures, fate) => {
  expect(fateOf({ attempts, failures })).toBe(fate);
});

it('a single failure is never rounded away', () => {
  expect([honestShare(0.99996), honestShare(1)]).toEqual([0.999, 1]);
});
