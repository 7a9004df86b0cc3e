import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttled } from './throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('the first call works at once, a burst once more at the end', () => {
  const work = vi.fn();
  const { run } = throttled(work, 1_000);
  for (let call = 0; call < 50; call += 1) run();
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(work).toHaveBeenCalledTimes(2);
});

it('after a stop nothing follows', () => {
  const work = vi.fn();
  const { run, stop } = throttled(work, 1_000);
  run();
  run();
  stop();
  vi.advanceTimersByTime(10_000);
  expect(work).toHaveBeenCalledTimes(1);
});
