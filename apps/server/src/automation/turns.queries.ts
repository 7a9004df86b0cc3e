import { Injectable } from '@nestjs/common';
import {
  AgentPlan,
  AgentTurnState,
  AgentUsage,
  type AgentId,
  type AgentTurn,
  type ConversationId,
  type MessageId,
  type Page,
  type PageQuery,
  type TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';

interface TurnRow {
  id: string;
  conversationId: ConversationId;
  agentId: AgentId;
  messageIds: MessageId[];
  state: string;
  attempt: number;
  plan: unknown;
  usage: unknown;
  errorCode: string | null;
  errorDetail: string | null;
  createdAt: Date;
  decidedAt: Date | null;
  finishedAt: Date | null;
  /** created_at in full, which a Date does not hold. */
  at: string;
}

const Moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

/** Reads what automatic agents did. */
@Injectable()
export class TurnsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. Uses agent_turns_by_conversation. */
  async list(tenantId: TenantId, conversationId: ConversationId, query: PageQuery): Promise<Page<AgentTurn>> {
    const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const from =
      after === undefined ? sql`` : sql`and (created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
    const rows = await this.database.inTenant(tenantId, async (tx) => {
      const { rows: found } = await sql<TurnRow>`
        select id, conversation_id as "conversationId", agent_id as "agentId", message_ids as "messageIds", state, attempt, plan,
          usage, error_code as "errorCode", error_detail as "errorDetail", created_at as "createdAt", decided_at as "decidedAt",
          finished_at as "finishedAt", created_at::text as at
        from agent_turns
        where tenant_id = ${tenantId} and conversation_id = ${conversationId} ${from}
        order by created_at desc, id desc
        limit ${query.limit + 1}`.execute(tx);
      return found;
    });
    return toPage(rows, query.limit, presentTurn, ({ at, id }) => ({ sortValue: at, id }));
  }
}

function placeOf(cursor: string): { at: string; id: string } {
  const { sortValue, id } = decodeCursor(cursor);
  const at = Moment.safeParse(sortValue);
  if (!at.success) throw new AppError('invalid_cursor');
  return { at: at.data, id };
}

const presentTurn = (row: TurnRow): AgentTurn => ({
  id: row.id,
  conversationId: row.conversationId,
  agentId: row.agentId,
  messageIds: row.messageIds,
  state: AgentTurnState.parse(row.state),
  attempt: row.attempt,
  plan: AgentPlan.nullable().parse(row.plan),
  usage: AgentUsage.nullable().parse(row.usage),
  error: row.errorCode === null ? null : { code: row.errorCode, detail: row.errorDetail },
  createdAt: row.createdAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});
