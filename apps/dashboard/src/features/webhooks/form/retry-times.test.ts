import { expect, it } from 'vitest';
import { givesUpAfter, retryDelays } from './retry-times.ts';

const config = { maxRetries: 4, retryDelay: 5_000, maxDelay: 30_000 };

it.each([
  ['exponential', [5, 10, 20, 30]],
  ['linear', [5, 10, 15, 20]],
  ['constant', [5, 5, 5, 5]],
] as const)('%s waits %o seconds', (strategy, delays) => {
  expect(retryDelays({ ...config, strategy })).toEqual(delays);
});

it('gives up after all of them', () => {
  expect(givesUpAfter(retryDelays({ ...config, strategy: 'exponential' }))).toBe(65);
  expect(retryDelays({ ...config, maxRetries: 0, strategy: 'linear' })).toEqual([]);
});
