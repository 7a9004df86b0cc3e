import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { AuditRepository } from './audit.repository.ts';
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
  constructor(
    private readonly repository: AuditRepository,
    private readonly clock: Clock,
  ) {}

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
    await this.repository.insert(
      tenantId,
      tx,
      changes.map(({ actor, entry }) => ({
        id: this.clock.newId(),
        userId: actor.userId ?? null,
        apiKeyId: actor.apiKeyId ?? null,
        action: entry.action,
        resourceType: entry.resourceType,
        resourceId: entry.resourceId,
        changes: changesOf(entry.before, entry.after),
        ipAddress: actor.ipAddress ?? null,
        userAgent: actor.userAgent ?? null,
      })),
    );
  }
}
