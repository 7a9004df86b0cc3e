import { RetryConfig } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { disableReason, verdictOn, type Ending } from './retry-policy.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const retry = RetryConfig.parse({ maxRetries: 3, retryDelay: 5_000 });
const ended = (
  statusCode: number | null,
  error: string | null,
  retryAfter: string | null = null,
): Ending => ({ statusCode, error, retryAfter });
const after = (ending: Ending, attempt: number, random = 0.5) =>
  verdictOn(ending, { attempt, retry, isProbe: false, random, now });

describe('what follows from an attempt', () => {
  it.each([
    ['2xx is delivered', ended(204, null), 1, { state: 'delivered' }],
    ['the last retry may still succeed', ended(200, null), 4, { state: 'delivered' }],
    [
      'the first failure waits for the delay',
      ended(500, 'http_500'),
      1,
      { state: 'pending', delayMs: 5_000 },
    ],
    ['the second for twice that', ended(500, 'http_500'), 2, { state: 'pending', delayMs: 10_000 }],
    ['the third for four times that', ended(null, 'timeout'), 3, { state: 'pending', delayMs: 20_000 }],
    ['after the last retry it has failed', ended(500, 'http_500'), 4, { state: 'failed' }],
    ['a redirect is a failure', ended(302, 'redirect_not_followed'), 1, { state: 'pending', delayMs: 5_000 }],
    ['410 holds the event', ended(410, 'http_410'), 1, { state: 'held' }],
    ['410 holds it on the last try too', ended(410, 'http_410'), 4, { state: 'held' }],
  ])('%s', (_, ending, attempt, verdict) => {
    expect(after(ending, attempt)).toEqual(verdict);
  });

  it.each([
    [0, 4_000],
    [0.25, 4_500],
    [0.5, 5_000],
    [1, 6_000],
  ])('jitter %d makes 5 s %d ms', (random, delayMs) => {
    expect(after(ended(500, 'http_500'), 1, random)).toEqual({ state: 'pending', delayMs });
  });

  it.each([
    [429, '7', 7_000],
    [503, '7', 7_000],
    [503, '1', 5_000],
    [503, '3600', 10_000],
    [429, 'Tue, 24 Nov 2026 12:00:08 GMT', 8_000],
    [429, 'Tue, 24 Nov 2026 11:00:00 GMT', 5_000],
    [429, 'soon', 5_000],
    [500, '9', 5_000],
  ])(
    '%d with Retry-After %s waits %d ms: never less than the delay, never more than twice',
    (statusCode, retryAfter, delayMs) => {
      expect(after(ended(statusCode, `http_${String(statusCode)}`, retryAfter), 1)).toEqual({
        state: 'pending',
        delayMs,
      });
    },
  );

  it.each([
    ['exponential', [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]],
    ['linear', [1_000, 2_000, 3_000, 4_000, 5_000, 6_000]],
    ['constant', [1_000, 1_000, 1_000, 1_000, 1_000, 1_000]],
  ] as const)('%s delays are %j ms, up to maxDelay', (strategy, delays) => {
    const config = RetryConfig.parse({ maxRetries: 9, retryDelay: 1_000, strategy, maxDelay: 10_000 });
    const verdicts = delays.map((_, index) =>
      verdictOn(ended(500, 'http_500'), {
        attempt: index + 1,
        retry: config,
        isProbe: false,
        random: 0.5,
        now,
      }),
    );
    expect(verdicts).toEqual(delays.map((delayMs) => ({ state: 'pending', delayMs })));
  });

  it('jitter does not go beyond maxDelay', () => {
    const config = RetryConfig.parse({ retryDelay: 1_000, maxDelay: 1_000 });
    const verdict = verdictOn(ended(500, 'http_500'), {
      attempt: 1,
      retry: config,
      isProbe: false,
      random: 1,
      now,
    });
    expect(verdict).toEqual({ state: 'pending', delayMs: 1_000 });
  });

  it('a probe that fails costs no retry, even beyond the last', () => {
    const tries = { attempt: 9, retry, isProbe: true, random: 0.5, now };
    expect(verdictOn(ended(500, 'http_500'), tries)).toEqual({ state: 'pending', delayMs: 60_000 });
    expect(verdictOn(ended(204, null), tries)).toEqual({ state: 'delivered' });
    expect(verdictOn(ended(410, 'http_410'), tries)).toEqual({ state: 'held' });
  });

  it('no delay is longer than a day', () => {
    const verdict = verdictOn(ended(500, 'http_500'), {
      attempt: 20,
      retry: RetryConfig.parse({ maxRetries: 20, retryDelay: 3_600_000 }),
      isProbe: false,
      random: 0.5,
      now,
    });
    expect(verdict).toEqual({ state: 'pending', delayMs: 86_400_000 });
  });

  it('without retries the first failure is the last', () => {
    const verdict = verdictOn(ended(500, 'http_500'), {
      attempt: 1,
      retry: RetryConfig.parse({ maxRetries: 0, retryDelay: 5_000 }),
      isProbe: false,
      random: 0.5,
      now,
    });
    expect(verdict).toEqual({ state: 'failed' });
  });
});

describe('an endpoint is switched off', () => {
  const failed = [ended(500, 'http_500')];
  it.each([
    ['when it is gone', [ended(204, null), ended(410, 'http_410')], null, true],
    ['after five days of failures', failed, '2026-11-19T12:00:00.000Z', true],
    ['not a moment earlier', failed, '2026-11-19T12:00:00.001Z', false],
    ['not while it works', [ended(204, null)], null, false],
  ])('%s', (_, endings, since, isDisabled) => {
    expect(disableReason(endings, since === null ? null : new Date(since), now) !== undefined).toBe(
      isDisabled,
    );
  });
});
