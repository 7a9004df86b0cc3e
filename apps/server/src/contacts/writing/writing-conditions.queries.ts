import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import type { WritingCondition } from './writing-policy.ts';

/** Reads what decides whether contacts may be written to. */
@Injectable()
export class WritingConditions {
  /**
   * As it is at this moment, for every message that is accepted: contacts that nobody forbade to write to are not even looked at,
   * because contacts_restricted holds the others alone. `offset 0` has each conversation found by its key, whatever the statistics.
   * @returns those conversations that are there, and whose contact is not being erased
   */
  async of(
    tenantId: TenantId,
    tx: Tx,
    ids: ConversationId[],
  ): Promise<ReadonlyMap<ConversationId, WritingCondition>> {
    if (ids.length === 0) return new Map();
    const { rows } = await sql<WritingCondition & { id: ConversationId }>`
      select v.id, v.last_inbound_at as "lastInboundAt", coalesce(k.is_blocked, false) as "isBlocked",
        coalesce(k.consent = 'opted_out', false) as "isOptedOut", k.consent_at as "consentAt"
      from unnest(${ids}::uuid[]) as given (id)
      cross join lateral (
        select id, contact_id, last_inbound_at
        from conversations
        where tenant_id = ${tenantId} and id = given.id
        offset 0
      ) v
      left join contacts k on k.id = v.contact_id and (k.is_blocked or k.consent = 'opted_out')
      where k.erased_at is null`.execute(tx);
    return new Map(rows.map(({ id, ...condition }) => [id, condition]));
  }
}
