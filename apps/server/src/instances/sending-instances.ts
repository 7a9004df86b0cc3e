import { Injectable } from '@nestjs/common';
import type { InDoubtPolicy, InstanceId, InstanceStatus, Pacing, TenantId } from '@recado/contracts';
import { Channels, ConnectionsQueries, type ChannelKind } from '../channels/index.ts';
import { BriefCache } from '../platform/brief-cache.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { InstanceRecord } from './instance-record.ts';
import { SendingInstancesQueries } from './sending-instances.queries.ts';

/** What accepting and sending need to know of an instance. */
export interface SendingInstance {
  tenantId: TenantId;
  id: InstanceId;
  channel: ChannelKind;
  phoneNumber: string;
  status: InstanceStatus;
  /** A phone is linked to its session; always true where there is no session. */
  isLinked: boolean;
  isActive: boolean;
  /** Why it failed, when it did. */
  reason: string | null;
  messagesPerSecond: number;
  inDoubtPolicy: InDoubtPolicy;
  pacing: Pacing;
  /** Null: as many as the channel thinks wise. */
  newContactsPerDay: number | null;
}

const FRESH_MS = 2_000;
const MOST_KEPT = 10_000;

/** Gives instances to whoever accepts or sends; kept for two seconds, and a change made in this process is seen at once. */
@Injectable()
export class SendingInstances {
  // By tenant and instance: what one tenant asks in vain must not be kept for the other.
  readonly #kept: BriefCache<SendingInstance | undefined>;
  readonly #tenants: BriefCache<TenantId | undefined>;

  constructor(
    private readonly database: Database,
    private readonly queries: SendingInstancesQueries,
    private readonly owners: ConnectionsQueries,
    private readonly channels: Channels,
    clock: Clock,
  ) {
    const options = { ttlMs: FRESH_MS, maxEntries: MOST_KEPT, clock };
    this.#kept = new BriefCache(options);
    this.#tenants = new BriefCache(options);
  }

  /** Undefined when the tenant has no such instance. */
  of(tenantId: TenantId, id: InstanceId): Promise<SendingInstance | undefined> {
    return this.#kept.get(keyOf(tenantId, id), async () => {
      const record = await this.database.inTenant(tenantId, (tx) => this.queries.find(tenantId, tx, id));
      return record && this.#toSending(record);
    });
  }

  /** For lanes, which know the id alone. Undefined when there is no such instance, or its tenant is not active. */
  async byId(id: InstanceId): Promise<SendingInstance | undefined> {
    const tenantId = await this.#tenants.get(id, () =>
      this.database.withoutTenant((tx) => this.owners.tenantOf(tx, id)),
    );
    return tenantId === undefined ? undefined : this.of(tenantId, id);
  }

  /** Has the next call read again. */
  forget(tenantId: TenantId, id: InstanceId): void {
    this.#kept.forget(keyOf(tenantId, id));
    this.#tenants.forget(id);
  }

  #toSending(record: InstanceRecord): SendingInstance {
    const { sending } = record.config;
    return {
      tenantId: record.tenantId,
      id: record.id,
      channel: record.channel,
      phoneNumber: record.phoneNumber,
      status: record.status,
      isLinked: record.channel !== 'web' || record.connectionData.isLinked === true,
      isActive: record.isActive,
      reason: record.status === 'failed' ? (record.connectionData.failure?.reason ?? null) : null,
      messagesPerSecond:
        sending.messagesPerSecond ?? this.channels.for(record.channel).capabilities.messagesPerSecond,
      inDoubtPolicy: sending.inDoubtPolicy,
      pacing: sending.pacing,
      newContactsPerDay: sending.newContactsPerDay,
    };
  }
}

const keyOf = (tenantId: TenantId, id: InstanceId): string => `${tenantId}:${id}`;
