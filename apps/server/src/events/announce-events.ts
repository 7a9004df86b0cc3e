import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { Relay } from '../platform/live/relay.ts';
import { RecordEvents } from './record-events.ts';

/** A tenant with many events is announced once in this time. */
const PAUSE_MS = 25;

/** Where new events of a tenant are announced to all processes. */
export const topicOf = (tenantId: TenantId): string => `events.${tenantId}`;

/** Tells whoever follows a tenant's events, in any process, that there are new ones: at once, and at the end of the pause if more came. */
@Injectable()
export class AnnounceEvents implements OnModuleInit, OnApplicationShutdown {
  readonly #pauses = new Map<TenantId, { timer: NodeJS.Timeout; hasMore: boolean }>();

  constructor(
    private readonly recordEvents: RecordEvents,
    private readonly relay: Relay,
  ) {}

  onModuleInit(): void {
    this.recordEvents.whenRecorded((tenantIds) => {
      for (const tenantId of tenantIds) this.#announce(tenantId);
    });
  }

  onApplicationShutdown(): void {
    for (const { timer } of this.#pauses.values()) clearTimeout(timer);
  }

  #announce(tenantId: TenantId): void {
    const pause = this.#pauses.get(tenantId);
    if (pause !== undefined) {
      pause.hasMore = true;
      return;
    }
    this.relay.publish(topicOf(tenantId));
    const timer = setTimeout(() => {
      const { hasMore } = this.#pauses.get(tenantId) ?? { hasMore: false };
      this.#pauses.delete(tenantId);
      if (hasMore) this.#announce(tenantId);
    }, PAUSE_MS);
    this.#pauses.set(tenantId, { timer: timer.unref(), hasMore: false });
  }
}
