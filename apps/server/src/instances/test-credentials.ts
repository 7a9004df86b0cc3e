import { Injectable } from '@nestjs/common';
import type { CredentialsTest, TenantId, TestCredentials as Request } from '@recado/contracts';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { Channels } from '../channels/index.ts';
import { Database } from '../platform/database/database.ts';
import { rateLimiter, takePoint } from '../platform/database/rate-limiter.ts';
import { AppError } from '../platform/http/app-error.ts';
import { CloudAddress } from './cloud-address.ts';

/** Enough for who types and corrects, too few for trying out secrets or for walking through addresses. */
const TESTS_OF_TENANT = 60;
const WINDOW_SECONDS = 10 * 60;

/** Asks Meta what it thinks of credentials, before there is an instance. Nothing of them is stored, logged or given back. */
@Injectable()
export class TestCredentials {
  readonly #limiter: RateLimiterPostgres;

  constructor(
    private readonly channels: Channels,
    private readonly cloudAddress: CloudAddress,
    database: Database,
  ) {
    this.#limiter = rateLimiter(database.pool, {
      keyPrefix: 'test_credentials',
      points: TESTS_OF_TENANT,
      duration: WINDOW_SECONDS,
    });
  }

  /** That Meta refuses is in the answer, not an error. @throws AppError rate_limited, address_not_allowed, channel_unavailable */
  async execute(tenantId: TenantId, request: Request): Promise<CredentialsTest> {
    await takePoint(this.#limiter, tenantId, 'Credentials were tested too often');
    await this.cloudAddress.assertAllowed(request.cloud);
    const channel = this.channels.for('cloud');
    if (channel.testCredentials === undefined)
      throw new AppError('channel_unavailable', 'The channel cloud cannot test credentials');
    return channel.testCredentials(request);
  }
}
