import { Injectable } from '@nestjs/common';
import type { AgentId, ContactId, ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import type { IdentityKey } from '../identity-key.ts';
import type { ThinConversation } from '../conversation-events.ts';

export interface ClosedConversation extends ThinConversation {
  lastAgentId: AgentId | null;
  firstResponseSeconds: number | null;
  resolutionSeconds: number | null;
}

export interface OpenedConversation extends ThinConversation {
  /** `opened`: for the first time. */
  change: 'opened' | 'reopened';
}

const thinColumns = sql.raw(
  `c.id, c.instance_id as "instanceId", c.contact_id as "contactId", c.status, c.agent_id as "agentId"`,
);

/** Writes what people and automatic agents do with a conversation. */
@Injectable()
export class HandledConversationsRepository {
  async find(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<ThinConversation | undefined> {
    const { rows } = await sql<ThinConversation>`
      select ${thinColumns} from conversations c where c.tenant_id = ${tenantId} and c.id = ${id}`.execute(
      tx,
    );
    return rows[0];
  }

  /** @returns undefined when the tenant has no such instance */
  async channelOf(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<string | undefined> {
    const { rows } = await sql<{ channel: string }>`
      select channel from instances where tenant_id = ${tenantId} and id = ${instanceId}`.execute(tx);
    return rows[0]?.channel;
  }

  /** What WhatsApp calls a contact, the oldest name first; contact_identities_by_contact finds them. */
  async identitiesOf(tenantId: TenantId, tx: Tx, contactId: ContactId): Promise<IdentityKey[]> {
    const { rows } = await sql<IdentityKey>`
      select i.kind, i.value
      from contact_identities i join contacts k on k.id = i.contact_id
      where i.tenant_id = ${tenantId} and i.contact_id = ${contactId} and k.erased_at is null
      order by i.created_at, i.value`.execute(tx);
    return rows;
  }

  /** Whether the contact of a conversation is blocked. */
  async isBlocked(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<boolean> {
    const { rows } = await sql<{ isBlocked: boolean }>`
      select k.is_blocked as "isBlocked"
      from conversations c join contacts k on k.id = c.contact_id
      where c.tenant_id = ${tenantId} and c.id = ${id}`.execute(tx);
    return rows[0]?.isBlocked ?? false;
  }

  /**
   * Keeps others from deciding who gets this instance's conversations until the transaction ends; to be taken before any
   * conversation is.
   * @returns whether its conversations are distributed: it is switched on, and there is an agent
   */
  async lockDistribution(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<boolean> {
    const { rows } = await sql<{ isDistributed: boolean }>`
      select s.is_enabled and exists (
        select from agents a where a.tenant_id = s.tenant_id and a.instance_id = s.instance_id and a.is_active
      ) as "isDistributed"
      from distribution_settings s
      where s.tenant_id = ${tenantId} and s.instance_id = ${instanceId}
      for update of s`.execute(tx);
    return rows[0]?.isDistributed ?? false;
  }

  /** Ends its open distribution too. @returns undefined when it was closed already */
  async close(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<ClosedConversation | undefined> {
    const { rows } = await sql<ClosedConversation>`
      update conversations c
      set status = 'closed', agent_id = null, last_agent_id = coalesce(c.agent_id, c.last_agent_id), assigned_at = null,
        waiting_since = null, unread_count = 0, closed_at = now(), updated_at = now()
      where c.tenant_id = ${tenantId} and c.id = ${id} and c.status <> 'closed'
      returning ${thinColumns}, c.last_agent_id as "lastAgentId",
        extract(epoch from c.first_response_at - c.opened_at)::float8 as "firstResponseSeconds",
        extract(epoch from c.closed_at - c.opened_at)::float8 as "resolutionSeconds"`.execute(tx);
    if (rows[0] === undefined) return undefined;
    // By message_distributions_current.
    await sql`
      update message_distributions set completed_at = now()
      where tenant_id = ${tenantId} and conversation_id = ${id} and completed_at is null`.execute(tx);
    return rows[0];
  }

  /** @returns undefined when it was not closed */
  async open(
    tenantId: TenantId,
    tx: Tx,
    id: ConversationId,
    status: 'open' | 'waiting',
  ): Promise<OpenedConversation | undefined> {
    const { rows } = await sql<OpenedConversation>`
      with before as (
        select id, opened_at from conversations
        where tenant_id = ${tenantId} and id = ${id} and status = 'closed'
        for no key update
      )
      update conversations c
      set status = ${status}, waiting_since = case when ${status} = 'waiting' then now() end, opened_at = now(),
        first_response_at = null, closed_at = null, required_skills = '{}', updated_at = now()
      from before b
      where c.id = b.id
      returning ${thinColumns}, case when b.opened_at is null then 'opened' else 'reopened' end as change`.execute(
      tx,
    );
    return rows[0];
  }

  /** Nothing of it is unread any more. */
  async markRead(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<void> {
    await sql`
      update conversations set unread_count = 0, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id} and unread_count <> 0`.execute(tx);
  }

  /** What the customer sent last, as WhatsApp calls it; messages_by_conversation finds it. */
  async lastInboundWhatsappId(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<string | undefined> {
    const { rows } = await sql<{ whatsappId: string }>`
      select message_id as "whatsappId"
      from messages
      where tenant_id = ${tenantId} and conversation_id = ${id} and direction = 'inbound' and message_id is not null
      order by created_at desc, id desc
      limit 1`.execute(tx);
    return rows[0]?.whatsappId;
  }

  /** Its labels; nobody else changes them until the transaction ends. */
  async lockLabels(tenantId: TenantId, tx: Tx, id: ConversationId): Promise<string[]> {
    const { rows } = await sql<{ labels: string[] }>`
      select labels from conversations where tenant_id = ${tenantId} and id = ${id} for no key update`.execute(
      tx,
    );
    return rows[0]?.labels ?? [];
  }

  async setLabels(tenantId: TenantId, tx: Tx, id: ConversationId, labels: string[]): Promise<void> {
    await sql`
      update conversations set labels = ${labels}::text[], updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
  }
}
