import { Injectable } from '@nestjs/common';
import type { AgentId, ConversationId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';

/** What a turn adds to what the agent remembers. */
export interface Remembered {
  conversationId: ConversationId;
  agentId: AgentId;
  openedAt: Date;
  /** undefined: as it was. */
  state: Record<string, unknown> | undefined;
  turns: number;
  tokens: number;
}

/** What automatic agents remember of conversations. */
@Injectable()
export class EpisodesRepository {
  /** Adds up within one opening of the conversation and one agent; otherwise it begins anew. */
  async remember(
    tenantId: TenantId,
    tx: Tx,
    { conversationId, agentId, openedAt, state, turns, tokens }: Remembered,
  ): Promise<void> {
    await sql`
      insert into agent_episodes as e (conversation_id, tenant_id, agent_id, opened_at, state, turns, tokens)
      values (${conversationId}, ${tenantId}, ${agentId}, ${openedAt}, ${storableJson(state ?? {})}::jsonb, ${turns}, ${tokens})
      on conflict (conversation_id) do update
        set state = case
              when ${state === undefined}::boolean and ${isSame} then e.state
              else excluded.state
            end,
          turns = case when ${isSame} then e.turns + excluded.turns else excluded.turns end,
          tokens = case when ${isSame} then e.tokens + excluded.tokens else excluded.tokens end,
          agent_id = excluded.agent_id, opened_at = excluded.opened_at, updated_at = now()`.execute(tx);
  }
}

const isSame = sql<boolean>`(e.agent_id = excluded.agent_id and e.opened_at = excluded.opened_at)`;
