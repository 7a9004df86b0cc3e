import type { RetryConfig } from '@recado/sdk';

const factors: Record<RetryConfig['strategy'], (attempt: number) => number> = {
  exponential: (attempt) => 2 ** (attempt - 1),
  linear: (attempt) => attempt,
  constant: () => 1,
};

/** Seconds before each further try, without the jitter, as the server waits (its retry-policy). */
export const retryDelays = ({ maxRetries, retryDelay, strategy, maxDelay }: RetryConfig): number[] =>
  Array.from(
    { length: maxRetries },
    (_, index) => Math.min(retryDelay * factors[strategy](index + 1), maxDelay) / 1_000,
  );

/** Seconds from the first try to the last. */
export const givesUpAfter = (delays: readonly number[]): number =>
  delays.reduce((sum, delay) => sum + delay, 0);
