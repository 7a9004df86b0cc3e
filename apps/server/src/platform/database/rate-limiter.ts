import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pool } from 'pg';
import { AppError } from '../http/app-error.ts';

/** What is counted: so many points in so many seconds, under a prefix of its own. */
export interface RateLimit {
  keyPrefix: string;
  points: number;
  /** Seconds. */
  duration: number;
}

/** Counts in PostgreSQL over all processes; while the table cannot be reached, each process counts for itself. */
export const rateLimiter = (pool: Pool, limit: RateLimit): RateLimiterPostgres =>
  new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    ...limit,
    insuranceLimiter: new RateLimiterMemory(limit),
  });

/** Takes one point. @throws AppError rate_limited, with when to come back */
export async function takePoint(limiter: RateLimiterPostgres, key: string, refusal: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new AppError('rate_limited', refusal, { retryAfterSeconds: refused.msBeforeNext / 1000 });
  }
}
