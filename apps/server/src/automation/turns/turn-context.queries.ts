import { Injectable } from '@nestjs/common';
import {
  AgentType,
  InboundContent,
  OutboundContent,
  type AgentId,
  type ConversationId,
  type InstanceId,
  type MessageDirection,
  type MessageId,
  type TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { AgentSecrets } from '../../agents/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Memory, TurnAgent, TurnConversation, TurnMessage } from '../deciding/decision.ts';

interface AgentRow {
  id: AgentId;
  instanceId: InstanceId;
  name: string;
  type: string;
  configuration: unknown;
  secrets: Buffer | null;
  isActive: boolean;
}

interface MessageRow {
  id: MessageId;
  direction: MessageDirection;
  content: unknown;
  at: Date;
}

export interface LoadedAgent {
  agent: TurnAgent;
  instanceId: InstanceId;
  isActive: boolean;
}

const State = z.record(z.string(), z.unknown());

/** Reads what decisions are made from. */
@Injectable()
export class TurnContextQueries {
  constructor(private readonly secrets: AgentSecrets) {}

  async conversation(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<TurnConversation | undefined> {
    const { rows } = await sql<TurnConversation>`
      select c.id, c.instance_id as "instanceId", c.status, c.agent_id as "agentId",
        coalesce(c.opened_at, c.created_at) as "openedAt", c.is_group as "isGroup", c.contact_id as "contactId",
        k.name as "contactName", k.is_blocked as "isBlocked",
        k.consent = 'opted_out' and (k.consent_at is null or c.last_inbound_at <= k.consent_at) as "isOptedOut"
      from conversations c join contacts k on k.id = c.contact_id
      where c.tenant_id = ${tenantId} and c.id = ${id}`.execute(tx);
    return rows[0];
  }

  async agent(tenantId: TenantId, tx: Tx, id: AgentId): Promise<LoadedAgent | undefined> {
    const { rows } = await sql<AgentRow>`
      select id, instance_id as "instanceId", name, type, configuration, secrets, is_active as "isActive"
      from agents where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
    const [row] = rows;
    if (row === undefined) return undefined;
    const { name, configuration, instanceId, isActive } = row;
    const secrets = this.secrets.open(tenantId, id, row.secrets);
    return {
      agent: { id, name, type: AgentType.parse(row.type), configuration, secrets },
      instanceId,
      isActive,
    };
  }

  /** What the agent remembers; nothing of a conversation that was closed since, or that another agent had. */
  async memory(
    tenantId: TenantId,
    tx: Tx,
    { id, openedAt }: Pick<TurnConversation, 'id' | 'openedAt'>,
    agentId: AgentId,
  ): Promise<Memory> {
    const { rows } = await sql<{ state: unknown; turns: number; tokens: number }>`
      select state, turns, tokens from agent_episodes
      where tenant_id = ${tenantId} and conversation_id = ${id} and agent_id = ${agentId} and opened_at = ${openedAt}`.execute(
      tx,
    );
    const [row] = rows;
    return row === undefined
      ? { state: {}, turns: 0, tokens: 0 }
      : { ...row, state: State.catch({}).parse(row.state) };
  }

  /** The messages to answer, in their order; of one that was changed meanwhile, what it says now. */
  async toAnswer(
    tenantId: TenantId,
    tx: Tx,
    conversationId: ConversationId,
    ids: MessageId[],
  ): Promise<TurnMessage[]> {
    const { rows } = await sql<MessageRow>`
      select m.id, m.direction, m.content, m.created_at as at
      from unnest(${ids}::uuid[]) with ordinality as given (id, place)
      join messages m on m.id = given.id
      where m.tenant_id = ${tenantId} and m.conversation_id = ${conversationId} and m.direction = 'inbound'
      order by given.place`.execute(tx);
    return rows.flatMap(readMessage);
  }

  /** Messages before those to answer, oldest first; what never went out is left out. Uses messages_by_conversation. */
  async history(
    tenantId: TenantId,
    tx: Tx,
    conversationId: ConversationId,
    { except, limit }: { except: MessageId[]; limit: number },
  ): Promise<TurnMessage[]> {
    if (limit === 0) return [];
    const { rows } = await sql<MessageRow>`
      select id, direction, content, created_at as at
      from messages
      where tenant_id = ${tenantId} and conversation_id = ${conversationId} and id <> all(${except}::uuid[])
        and status not in ('failed', 'cancelled', 'expired')
      order by created_at desc, id desc
      limit ${limit}`.execute(tx);
    return rows.reverse().flatMap(readMessage);
  }
}

/** What our own phone sent reads as what customers send. */
const Content = z.union([OutboundContent, InboundContent]);

function readMessage({ content, ...row }: MessageRow): TurnMessage[] {
  const message = (row.direction === 'inbound' ? InboundContent : Content).safeParse(content);
  return message.success ? [{ ...row, message: message.data }] : [];
}
