import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { BriefCache } from '../platform/brief-cache.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Connection } from './channel.ts';
import { ConnectionsQueries } from './connections.queries.ts';
import { CredentialsRepository } from './credentials.repository.ts';

/** How long another process may go on with what was there before a change. */
const FRESH_MS = 3_000;
const MOST_KEPT = 10_000;

/**
 * Gives the connection of an instance: settings as stored, secrets opened. Every turn of a lane and every webhook asks, so
 * answers are kept for some seconds; a change made in this process is seen at once, see `forget`.
 */
@Injectable()
export class Connections {
  // By tenant and instance: what one tenant asks in vain must not be kept for the other.
  readonly #connections: BriefCache<Connection | undefined>;
  readonly #tenants: BriefCache<TenantId | undefined>;

  constructor(
    private readonly database: Database,
    private readonly queries: ConnectionsQueries,
    private readonly credentials: CredentialsRepository,
    clock: Clock,
  ) {
    const options = { ttlMs: FRESH_MS, maxEntries: MOST_KEPT, clock };
    this.#connections = new BriefCache(options);
    this.#tenants = new BriefCache(options);
  }

  /** @throws AppError not_found */
  async of(tenantId: TenantId, instanceId: InstanceId): Promise<Connection> {
    const connection = await this.#kept(tenantId, instanceId);
    if (connection === undefined) throw notFound('The instance');
    return connection;
  }

  /** For a provider's webhook, which knows the instance alone; undefined when there is none, or its tenant is not active. */
  async ofInstance(instanceId: InstanceId): Promise<Connection | undefined> {
    const tenantId = await this.#tenants.get(instanceId, () =>
      this.database.withoutTenant((tx) => this.queries.tenantOf(tx, instanceId)),
    );
    if (tenantId === undefined) return undefined;
    return this.#kept(tenantId, instanceId);
  }

  /** Has the next call read again. Call it after the transaction that changed an instance or its secrets. */
  forget(tenantId: TenantId, instanceId: InstanceId): void {
    this.#connections.forget(keyOf(tenantId, instanceId));
    this.#tenants.forget(instanceId);
  }

  #kept(tenantId: TenantId, instanceId: InstanceId): Promise<Connection | undefined> {
    return this.#connections.get(keyOf(tenantId, instanceId), () => this.#load(tenantId, instanceId));
  }

  async #load(tenantId: TenantId, instanceId: InstanceId): Promise<Connection | undefined> {
    return this.database.inTenant(tenantId, async (tx) => {
      const stored = await this.queries.connectionOf(tenantId, tx, instanceId);
      if (stored === undefined) return undefined;
      const secrets = await this.credentials.open(tenantId, tx, instanceId);
      return { tenantId, instanceId, ...stored, secrets };
    });
  }
}

const keyOf = (tenantId: TenantId, instanceId: InstanceId): string => `${tenantId}:${instanceId}`;
