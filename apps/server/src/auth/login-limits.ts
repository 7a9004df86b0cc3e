import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { addressBucket } from './address-bucket-policy.ts';

const WINDOW_SECONDS = 15 * 60;
const FAILURES_OF_ACCOUNT = 10;
const FAILURES_OF_ADDRESS = 100;

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
      new RateLimiterPostgres({
        storeClient: database.pool,
        storeType: 'pool',
        tableName: 'rate_limits',
        tableCreated: true,
        keyPrefix,
        points,
        duration: WINDOW_SECONDS,
        // While the table cannot be reached, each process counts for itself.
        insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS }),
      });
    this.#ofAccount = limiter('login_account', FAILURES_OF_ACCOUNT);
    this.#ofAddress = limiter('login_address', FAILURES_OF_ADDRESS);
  }

  /** @throws AppError rate_limited */
  async count(attempt: LoginAttempt): Promise<void> {
    await consume(this.#ofAddress, addressBucket(attempt.ipAddress));
    await consume(this.#ofAccount, accountKey(attempt));
  }

  /** The password was right: the account starts anew, and this try does not count for the address. */
  async forgive(attempt: LoginAttempt): Promise<void> {
    await Promise.all([
      this.#ofAccount.delete(accountKey(attempt)),
      this.#ofAddress.reward(addressBucket(attempt.ipAddress)),
    ]);
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new AppError('rate_limited', 'Too many failed sign-ins', {
      retryAfterSeconds: refused.msBeforeNext / 1000,
    });
  }
}
