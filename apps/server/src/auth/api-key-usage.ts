import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ApiKeyId, TenantId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { ApiKeyUsageRepository } from './api-key-usage.repository.ts';

const NOTE_EVERY_MS = 60_000;
const MOST_REMEMBERED = 20_000;

/** Keeps `last_used_at` of API keys right to the minute; the request that uses a key does not wait for it. */
@Injectable()
export class ApiKeyUsage implements OnModuleDestroy {
  readonly #notedAtMs = new LRUCache<ApiKeyId, number>({ max: MOST_REMEMBERED });
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly repository: ApiKeyUsageRepository,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  note(tenantId: TenantId, apiKeyId: ApiKeyId): void {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - (this.#notedAtMs.get(apiKeyId) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
    this.#notedAtMs.set(apiKeyId, nowMs);
    const writing = this.database
      .inTenant(tenantId, (tx) => this.repository.touch(tenantId, tx, apiKeyId))
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the last use of an API key could not be noted');
      })
      .finally(() => this.#running.delete(writing));
    this.#running.add(writing);
  }

  /** Resolves when all that was noted is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  async onModuleDestroy(): Promise<void> {
    await this.settled();
  }
}
