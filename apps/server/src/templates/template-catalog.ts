import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import { Channels, Connections, type Template } from '../channels/index.ts';
import { BriefCache } from '../platform/brief-cache.ts';
import { Clock } from '../platform/clock.ts';

const FRESH_MS = 60_000;
const MOST_KEPT = 1_000;
/** How long an answer to a caller may wait for names that only help. */
const MOST_WAIT_MS = 2_000;

/** The templates of an instance's account, at most a minute old. */
@Injectable()
export class TemplateCatalog {
  readonly #kept: BriefCache<Template[]>;

  constructor(
    private readonly connections: Connections,
    private readonly channels: Channels,
    clock: Clock,
  ) {
    this.#kept = new BriefCache({ ttlMs: FRESH_MS, maxEntries: MOST_KEPT, clock });
  }

  /**
   * All templates, whatever their status; a channel without templates has none.
   * @throws AppError not_found, or ChannelError
   */
  list(tenantId: TenantId, instanceId: InstanceId): Promise<Template[]> {
    return this.#kept.get(keyOf(tenantId, instanceId), async () => {
      const connection = await this.connections.of(tenantId, instanceId);
      const channel = this.channels.for(connection.channel);
      return channel.capabilities.hasTemplates ? channel.templates(connection) : [];
    });
  }

  /** Names of approved templates that may open a conversation. Never fails: without news in two seconds there are none. */
  async namesThatWouldDo(tenantId: TenantId, instanceId: InstanceId): Promise<string[]> {
    const inTime = wait(MOST_WAIT_MS, [], { ref: false });
    const templates = await Promise.race([this.list(tenantId, instanceId).catch(() => []), inTime]);
    return [...new Set(templates.filter(opensConversation).map(({ name }) => name))];
  }

  /** Has the next call ask WhatsApp. */
  forget(tenantId: TenantId, instanceId: InstanceId): void {
    this.#kept.forget(keyOf(tenantId, instanceId));
  }
}

/** A template for one-time codes says nothing else. */
const opensConversation = ({ status, category }: Template): boolean =>
  status.toUpperCase() === 'APPROVED' && category.toUpperCase() !== 'AUTHENTICATION';

const keyOf = (tenantId: TenantId, instanceId: InstanceId): string => `${tenantId}:${instanceId}`;
