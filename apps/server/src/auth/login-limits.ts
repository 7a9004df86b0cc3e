import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { Database } from '../platform/database/database.ts';
import { rateLimiter, takePoint } from '../platform/database/rate-limiter.ts';
import { addressBucket } from './address-bucket-policy.ts';

const WINDOW_SECONDS = 15 * 60;
const FAILURES_OF_ACCOUNT = 10;
const FAILURES_OF_ADDRESS = 100;
const REFUSAL = 'Too many failed sign-ins';

/** Whose sign-in is tried, from where. */
export interface LoginAttempt {
  /** The tenant's id, or what was given for it when there is none. */
  tenant: string;
  email: string;
  ipAddress: string;
}

const accountKey = ({ tenant, email }: LoginAttempt): string =>
  createHash('sha256').update(`${tenant}\n${email}`).digest('base64url');

/**
 * Limits failed sign-ins for each account and each address, over all processes.
 * A try is counted before the password is checked, so that many at once do not slip through, and taken back when it is right.
 */
@Injectable()
export class LoginLimits {
  readonly #ofAccount: RateLimiterPostgres;
  readonly #ofAddress: RateLimiterPostgres;

  constructor(database: Database) {
    const limiter = (keyPrefix: string, points: number) =>
      rateLimiter(database.pool, { keyPrefix, points, duration: WINDOW_SECONDS });
    this.#ofAccount = limiter('login_account', FAILURES_OF_ACCOUNT);
    this.#ofAddress = limiter('login_address', FAILURES_OF_ADDRESS);
  }

  /** @throws AppError rate_limited */
  async count(attempt: LoginAttempt): Promise<void> {
    await takePoint(this.#ofAddress, addressBucket(attempt.ipAddress), REFUSAL);
    await takePoint(this.#ofAccount, accountKey(attempt), REFUSAL);
  }

  /** The password was right: the account starts anew, and this try does not count for the address. */
  async forgive(attempt: LoginAttempt): Promise<void> {
    await Promise.all([
      this.#ofAccount.delete(accountKey(attempt)),
      this.#ofAddress.reward(addressBucket(attempt.ipAddress)),
    ]);
  }
}
