import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { BriefCache } from '../../platform/brief-cache.ts';
import { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { MessagesQueries } from '../messages.queries.ts';

/** Messages of one instance that may wait. At 80 a second it is more than an hour's work. */
const MOST_WAITING = 300_000;
const FRESH_MS = 2_000;
const RETRY_AFTER_SECONDS = 30;

/** Refuses more than an instance can send in reasonable time, rather than promise what comes too late. */
@Injectable()
export class BacklogLimit {
  readonly #waiting: BriefCache<number>;

  constructor(
    private readonly queries: MessagesQueries,
    clock: Clock,
  ) {
    this.#waiting = new BriefCache({ ttlMs: FRESH_MS, maxEntries: 10_000, clock });
  }

  /** @throws AppError queue_full */
  async assertRoom(tenantId: TenantId, instanceId: InstanceId): Promise<void> {
    const waiting = await this.#waiting.get(`${tenantId}:${instanceId}`, () =>
      this.queries.countDue(tenantId, instanceId, MOST_WAITING),
    );
    if (waiting >= MOST_WAITING)
      throw new AppError('queue_full', `${String(MOST_WAITING)} messages wait already`, {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
  }
}
