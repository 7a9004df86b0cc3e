import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { MergingConversation } from './merged-conversation-policy.ts';

/**
 * Makes one conversation of two. Whatever refers to a conversation is moved here; a test compares the tables with the
 * catalogue, so that none is forgotten.
 */
@Injectable()
export class ConversationMergesRepository {
  /** Ends what somebody was about to do in a conversation that does not go on: the assignment, the turns of an automatic agent. */
  async end(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<void> {
    await sql`
      update message_distributions set completed_at = now()
      where tenant_id = ${tenantId} and conversation_id = ${id} and completed_at is null`.execute(tx);
    await sql`
      update agent_turns set state = 'dropped', finished_at = now(), claim_id = null, claim_until = null
      where tenant_id = ${tenantId} and conversation_id = ${id} and state in ('pending', 'running', 'decided')`.execute(
      tx,
    );
    await sql`
      delete from agent_episodes
      where tenant_id = ${tenantId} and conversation_id = ${id}`.execute(tx);
  }

  /** All that one conversation has goes to another. Each table has an index by conversation. */
  async moveAll(
    tenantId: TenantId,
    tx: Tx,
    { from, to }: { from: ConversationId; to: ConversationId },
  ): Promise<void> {
    for (const table of movedTables)
      await sql`
        update ${sql.table(table)} set conversation_id = ${to}
        where tenant_id = ${tenantId} and conversation_id = ${from}`.execute(tx);
  }

  /** Writes what became of the two. The automatic agent that has it, if one has, looks again for what to answer. */
  async replace(
    tenantId: TenantId,
    tx: Tx,
    merged: MergingConversation,
    gone: ConversationId,
  ): Promise<void> {
    await sql`
      delete from conversations
      where tenant_id = ${tenantId} and id = ${gone}`.execute(tx);
    // What happened in them is in the statistics already, see count_conversation_change.
    await sql`select set_config('app.is_merging', 'on', true)`.execute(tx);
    await sql`
      update conversations
      set status = ${merged.status}, agent_id = ${merged.agentId}, assigned_at = ${merged.assignedAt},
        last_agent_id = ${merged.lastAgentId}, waiting_since = ${merged.waitingSince}, opened_at = ${merged.openedAt},
        first_response_at = ${merged.firstResponseAt}, closed_at = ${merged.closedAt}, unread_count = ${merged.unreadCount},
        labels = ${merged.labels}::text[], required_skills = ${merged.requiredSkills}::text[], created_at = ${merged.createdAt},
        last_inbound_at = ${merged.lastInboundAt}, last_message_at = ${merged.lastMessageAt}, agent_heard_at = null,
        updated_at = now()
      where tenant_id = ${tenantId} and id = ${merged.id}`.execute(tx);
    await sql`select set_config('app.is_merging', 'off', true)`.execute(tx);
  }
}

/** Every table with a conversation_id that refers to conversations. */
export const movedTables = [
  'messages',
  'conversation_notes',
  'message_distributions',
  'agent_turns',
  'agent_episodes',
  'consent_confirmations',
] as const;
