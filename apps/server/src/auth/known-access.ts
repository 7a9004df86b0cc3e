import { Injectable } from '@nestjs/common';
import {
  effectivePermissions,
  type ApiKeyId,
  type InstanceId,
  type Permission,
  type TenantId,
  type UserId,
} from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { AccessClaims } from './access-tokens.ts';
import { AccessQueries } from './access.queries.ts';

/** What a session may do now. */
export interface SessionAccess {
  userId: UserId;
  isPlatformAdmin: boolean;
  permissions: ReadonlySet<Permission>;
}

/** What an API key may do now. */
export interface ApiKeyAccess {
  tenantId: TenantId;
  apiKeyId: ApiKeyId;
  permissions: ReadonlySet<Permission>;
  instanceIds: ReadonlySet<InstanceId> | undefined;
  expiresAtMs: number;
}

/** For this long another process may still let in someone who was shut out. */
const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 20_000;

/** What sessions and API keys may do, remembered for a few seconds so that a busy caller costs no query. */
@Injectable()
export class KnownAccess {
  readonly #sessions: LRUCache<string, SessionAccess, AccessClaims>;
  readonly #apiKeys: LRUCache<string, ApiKeyAccess, Buffer>;

  constructor(
    private readonly database: Database,
    private readonly queries: AccessQueries,
    clock: Clock,
  ) {
    const limits = {
      max: MOST_REMEMBERED,
      ttl: REMEMBER_MS,
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
    };
    this.#sessions = new LRUCache({
      ...limits,
      fetchMethod: (_id, _stale, { context }) => this.#readSession(context),
    });
    this.#apiKeys = new LRUCache({
      ...limits,
      fetchMethod: (_hash, _stale, { context }) => this.#readApiKey(context),
    });
  }

  /** Undefined when the session has ended, or its user or tenant is not active. */
  async session(claims: AccessClaims): Promise<SessionAccess | undefined> {
    const known = this.#sessions.get(claims.sessionId);
    return known ?? this.#sessions.fetch(claims.sessionId, { context: claims });
  }

  /** Undefined when there is no such key or its tenant is not active. */
  async apiKey(keyHash: Buffer): Promise<ApiKeyAccess | undefined> {
    const name = keyHash.toString('base64');
    return this.#apiKeys.get(name) ?? this.#apiKeys.fetch(name, { context: keyHash });
  }

  /** Has the next request of the user look again. To be called once the change is committed. */
  forgetUser(userId: UserId): void {
    for (const [sessionId, access] of this.#sessions.entries())
      if (access.userId === userId) this.#sessions.delete(sessionId);
  }

  forgetApiKey(apiKeyId: ApiKeyId): void {
    for (const [hash, access] of this.#apiKeys.entries())
      if (access.apiKeyId === apiKeyId) this.#apiKeys.delete(hash);
  }

  /** For changes that touch many at once, such as a tenant's deactivation. */
  forgetAll(): void {
    this.#sessions.clear();
    this.#apiKeys.clear();
  }

  async #readSession({ tenantId, userId, sessionId }: AccessClaims): Promise<SessionAccess | undefined> {
    const row = await this.database.inTenant(tenantId, (tx) => this.queries.session(tenantId, tx, sessionId));
    if (row?.id !== userId) return undefined;
    return {
      userId,
      isPlatformAdmin: row.role === 'admin',
      permissions: effectivePermissions(row.role, row.permissions),
    };
  }

  async #readApiKey(keyHash: Buffer): Promise<ApiKeyAccess | undefined> {
    const tenantId = await this.database.withoutTenant((tx) => this.queries.tenantOfApiKey(tx, keyHash));
    if (tenantId === undefined) return undefined;
    const row = await this.database.inTenant(tenantId, (tx) => this.queries.apiKey(tenantId, tx, keyHash));
    return (
      row && {
        tenantId,
        apiKeyId: row.id,
        permissions: new Set(row.permissions),
        instanceIds: row.instance_ids === null ? undefined : new Set(row.instance_ids),
        expiresAtMs: row.expires_at?.getTime() ?? Number.POSITIVE_INFINITY,
      }
    );
  }
}
