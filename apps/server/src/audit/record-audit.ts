import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import type { Tx } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { changesOf } from './changes-policy.ts';

export interface AuditEntry {
  /** `resource.verb`, such as `webhook.created`. */
  action: string;
  resourceType: string;
  resourceId: string | null;
  before?: Record<string, unknown> | undefined;
  after?: Record<string, unknown> | undefined;
}

/** Who did it: a caller, or Recado itself. */
export type Actor = Pick<Caller, 'userId' | 'apiKeyId' | 'ipAddress' | 'userAgent'>;

export const systemActor: Actor = {
  userId: undefined,
  apiKeyId: undefined,
  ipAddress: undefined,
  userAgent: undefined,
};

/** Writes the audit row of a change, in the transaction of the change itself. */
@Injectable()
export class RecordAudit {
  constructor(private readonly clock: Clock) {}

  async execute(tenantId: TenantId, tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
    await this.executeEach(tenantId, tx, [{ actor, entry }]);
  }

  /** Several changes, each with its own actor, in one statement. */
  async executeEach(
    tenantId: TenantId,
    tx: Tx,
    changes: { actor: Actor; entry: AuditEntry }[],
  ): Promise<void> {
    if (changes.length === 0) return;
    await tx
      .insertInto('audit_logs')
      .values(
        changes.map(({ actor, entry }) => ({
          id: this.clock.newId(),
          tenant_id: tenantId,
          user_id: actor.userId ?? null,
          api_key_id: actor.apiKeyId ?? null,
          action: entry.action,
          resource_type: entry.resourceType,
          resource_id: entry.resourceId,
          changes: jsonb(changesOf(entry.before, entry.after)),
          ip_address: actor.ipAddress ?? null,
          user_agent: actor.userAgent ?? null,
        })),
      )
      .execute();
  }
}
