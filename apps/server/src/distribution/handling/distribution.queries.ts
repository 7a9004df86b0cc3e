import { Injectable } from '@nestjs/common';
import type {
  AgentId,
  ContactId,
  ConversationId,
  DistributionDecision,
  InstanceId,
  Page,
  PageQuery,
  TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { decodeCursor, toPage } from '../../platform/http/cursor.ts';
import { presentDecision, type KeptDecision } from './present-decision.ts';

/** A time as PostgreSQL writes it, to the microsecond. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d){0,2}$/;

function placeOf(cursor: string): { at: string; id: string } {
  const { sortValue, id } = decodeCursor(cursor);
  if (!TIME.test(sortValue)) throw new AppError('invalid_cursor');
  return { at: sortValue, id };
}

/** Reads what was decided, and where a conversation is. */
@Injectable()
export class DistributionQueries {
  /** All decisions on a conversation, newest first; uses message_distributions_by_conversation. */
  async decisions(
    tenantId: TenantId,
    tx: Tx,
    id: ConversationId,
    { limit, cursor }: PageQuery,
  ): Promise<Page<DistributionDecision>> {
    const after = cursor === undefined ? undefined : placeOf(cursor);
    const from =
      after === undefined
        ? sql``
        : sql`and (assigned_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
    const { rows } = await sql<KeptDecision & { at: string }>`
      select id, cause, message_id as "messageId", agent_id as "agentId", distribution_rule as rule, candidates,
        user_id as "userId", assigned_at as "assignedAt", completed_at as "completedAt", assigned_at::text as at
      from message_distributions
      where tenant_id = ${tenantId} and conversation_id = ${id} ${from}
      order by assigned_at desc, id desc
      limit ${limit + 1}`.execute(tx);
    return toPage(rows, limit, presentDecision, (row) => ({ sortValue: row.at, id: row.id }));
  }

  async instanceOf(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<InstanceId | undefined> {
    const row = await tx
      .selectFrom('conversations')
      .select('instance_id as instanceId')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.instanceId;
  }

  /** @returns undefined when there is no such contact */
  async lastAgentOfContact(
    tenantId: TenantId,
    tx: Tx,
    { instanceId, contactId }: { instanceId: InstanceId; contactId: ContactId },
  ): Promise<{ lastAgentId: AgentId | null } | undefined> {
    const { rows } = await sql<{ lastAgentId: AgentId | null }>`
      select c.last_agent_id as "lastAgentId"
      from contacts k
      left join conversations c on c.contact_id = k.id and c.instance_id = ${instanceId}
      where k.tenant_id = ${tenantId} and k.id = ${contactId}`.execute(tx);
    return rows[0];
  }
}
