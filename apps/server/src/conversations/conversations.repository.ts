import { Injectable } from '@nestjs/common';
import type { ContactId, ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { Arrival, ArrivedConversation } from './arrivals.ts';

export interface IdentityKey {
  kind: string;
  value: string;
}

export interface NewContact {
  id: ContactId;
  name: string | undefined;
}

export interface NewConversation {
  id: ConversationId;
  instanceId: InstanceId;
  contactId: ContactId;
  isGroup: boolean;
}

export interface InstanceConversation {
  id: ConversationId;
  instanceId: InstanceId;
  contactId: ContactId;
  lastInboundAt: Date | null;
}

/** A conversation as the messages that arrived left it. */
export type ArrivedRow = Omit<ArrivedConversation, 'instanceId' | 'arrivals'>;

/** Contacts, their identities, and the conversation each has with an instance. */
@Injectable()
export class ConversationsRepository {
  /**
   * The contacts behind these identities; the primary key finds them. Until the transaction ends the identities cannot go to
   * another contact: what is written for the contacts must not miss a merge.
   */
  async contactsOf(
    tenantId: TenantId,
    tx: Tx,
    identities: IdentityKey[],
  ): Promise<(IdentityKey & { contactId: ContactId })[]> {
    const { rows } = await sql<IdentityKey & { contactId: ContactId }>`
      select i.kind, i.value, i.contact_id as "contactId"
      from contact_identities i
      join unnest(${identities.map((key) => key.kind)}::text[], ${identities.map((key) => key.value)}::text[]) as given (kind, value)
        on i.kind = given.kind and i.value = given.value
      where i.tenant_id = ${tenantId}
      order by i.kind, i.value
      for share of i`.execute(tx);
    return rows;
  }

  async insertContacts(tenantId: TenantId, tx: Tx, contacts: NewContact[]): Promise<void> {
    await sql`
      insert into contacts (id, tenant_id, name)
      select id, ${tenantId}, left(name, 255)
      from unnest(${contacts.map((contact) => contact.id)}::uuid[], ${contacts.map((contact) => contact.name ?? null)}::text[]) as given (id, name)`.execute(
      tx,
    );
  }

  /**
   * Ties identities to contacts, in the order of the key so that two transactions cannot deadlock.
   * @returns how many; what another transaction took first stays theirs
   */
  async insertIdentities(
    tenantId: TenantId,
    tx: Tx,
    identities: (IdentityKey & { contactId: ContactId })[],
  ): Promise<number> {
    const result = await sql`
      insert into contact_identities (tenant_id, kind, value, contact_id)
      select ${tenantId}, kind, value, contact_id
      from unnest(
        ${identities.map((key) => key.kind)}::text[],
        ${identities.map((key) => key.value)}::text[],
        ${identities.map((key) => key.contactId)}::uuid[]
      ) as given (kind, value, contact_id)
      order by kind, value
      on conflict (tenant_id, kind, value) do nothing`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }

  /** Contacts made in vain because another transaction named the same person first. */
  async deleteContacts(tenantId: TenantId, tx: Tx, ids: ContactId[]): Promise<void> {
    await sql`delete from contacts where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(tx);
  }

  /** @returns those that were made; one that another transaction made first is left out */
  async insertMissing(
    tenantId: TenantId,
    tx: Tx,
    conversations: NewConversation[],
  ): Promise<InstanceConversation[]> {
    const { rows } = await sql<InstanceConversation>`
      insert into conversations (id, tenant_id, instance_id, contact_id, is_group)
      select id, ${tenantId}, instance_id, contact_id, is_group
      from unnest(
        ${conversations.map((conversation) => conversation.id)}::uuid[],
        ${conversations.map((conversation) => conversation.instanceId)}::uuid[],
        ${conversations.map((conversation) => conversation.contactId)}::uuid[],
        ${conversations.map((conversation) => conversation.isGroup)}::boolean[]
      ) as given (id, instance_id, contact_id, is_group)
      order by instance_id, contact_id
      on conflict (instance_id, contact_id) do nothing
      returning id, instance_id as "instanceId", contact_id as "contactId", last_inbound_at as "lastInboundAt"`.execute(
      tx,
    );
    return rows;
  }

  async ofContacts(
    tenantId: TenantId,
    tx: Tx,
    pairs: { instanceId: InstanceId; contactId: ContactId }[],
  ): Promise<InstanceConversation[]> {
    const { rows } = await sql<InstanceConversation>`
      select c.id, c.instance_id as "instanceId", c.contact_id as "contactId", c.last_inbound_at as "lastInboundAt"
      from conversations c
      join unnest(${pairs.map((pair) => pair.instanceId)}::uuid[], ${pairs.map((pair) => pair.contactId)}::uuid[]) as given (instance_id, contact_id)
        on c.instance_id = given.instance_id and c.contact_id = given.contact_id
      where c.tenant_id = ${tenantId}`.execute(tx);
    return rows;
  }

  /**
   * Moves the times forward, never back, counts what is unread, and opens what was closed, unless the contact is blocked; it
   * counts as open since the customer wrote, though not since before it was closed. Locks in id order.
   */
  async recordInbound(tenantId: TenantId, tx: Tx, arrivals: Arrival[]): Promise<ArrivedRow[]> {
    const { rows } = await sql<ArrivedRow>`
      with given as (
        select id, min(at) as first_at, max(at) as at, count(*)::int as count
        from unnest(
          ${arrivals.map((arrival) => arrival.conversationId)}::uuid[],
          ${arrivals.map((arrival) => arrival.at)}::timestamptz[]
        ) as given (id, at)
        group by id
      ),
      locked as (
        select c.id, c.opened_at, k.is_blocked, c.status = 'closed' and not k.is_blocked as opens
        from conversations c
        join given using (id)
        join contacts k on k.id = c.contact_id
        where c.tenant_id = ${tenantId}
        order by c.id
        for no key update of c
      )
      update conversations c
      set last_inbound_at = greatest(c.last_inbound_at, given.at),
        last_message_at = greatest(c.last_message_at, given.at),
        unread_count = c.unread_count + case when l.is_blocked then 0 else given.count end,
        status = case when l.opens then 'open' else c.status end,
        opened_at = case when l.opens then greatest(least(given.first_at, now()), c.closed_at) else c.opened_at end,
        first_response_at = case when l.opens then null else c.first_response_at end,
        closed_at = case when l.opens then null else c.closed_at end,
        required_skills = case when l.opens then '{}' else c.required_skills end,
        updated_at = now()
      from given join locked l using (id)
      where c.id = given.id
      returning c.id, c.contact_id as "contactId", c.status, c.agent_id as "agentId", c.last_agent_id as "lastAgentId",
        c.required_skills as "requiredSkills", c.is_group as "isGroup", l.is_blocked as "isBlocked",
        case when not l.opens then 'none' when l.opened_at is null then 'opened' else 'reopened' end as change`.execute(
      tx,
    );
    return rows;
  }
}
