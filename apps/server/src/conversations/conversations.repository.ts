import { Injectable } from '@nestjs/common';
import type { ContactId, ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { IdentityKey } from './identity-key.ts';
import { identityOwners, type OwnedIdentity } from './identity-owners.queries.ts';

export interface NewContact {
  id: ContactId;
  name: string | undefined;
}

export interface NamedContact {
  id: ContactId;
  name: string;
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

/** Contacts, their identities, and the conversation each has with an instance. */
@Injectable()
export class ConversationsRepository {
  /**
   * The contacts behind these identities. Until the transaction ends the identities cannot go to
   * another contact: what is written for the contacts must not miss a merge.
   */
  async contactsOf(tenantId: TenantId, tx: Tx, identities: IdentityKey[]): Promise<OwnedIdentity[]> {
    return identityOwners(tenantId, tx, identities, true);
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
   * Names contacts that have no name; when several names are given for one, one of them counts. A contact that somebody else is
   * changing is left alone, so that nobody waits: what it writes next tells its name again.
   */
  async nameUnnamed(tenantId: TenantId, tx: Tx, contacts: NamedContact[]): Promise<void> {
    await sql`
      update contacts c
      set name = left(given.name, 255), updated_at = now()
      from unnest(${contacts.map(({ id }) => id)}::uuid[], ${contacts.map(({ name }) => name)}::text[]) as given (id, name)
      where c.tenant_id = ${tenantId} and c.id = given.id
        and c.id in (
          select id
          from contacts
          where tenant_id = ${tenantId} and id = any(${contacts.map(({ id }) => id)}::uuid[]) and name is null
          for no key update skip locked
        )`.execute(tx);
  }

  /**
   * Ties identities to contacts, in the order of the key so that two transactions cannot deadlock.
   * @returns how many; what another transaction took first stays theirs
   */
  async insertIdentities(tenantId: TenantId, tx: Tx, identities: OwnedIdentity[]): Promise<number> {
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
      select c.*
      from unnest(${pairs.map((pair) => pair.instanceId)}::uuid[], ${pairs.map((pair) => pair.contactId)}::uuid[]) as given (instance_id, contact_id)
      cross join lateral (
        select id, instance_id as "instanceId", contact_id as "contactId", last_inbound_at as "lastInboundAt"
        from conversations
        where tenant_id = ${tenantId} and instance_id = given.instance_id and contact_id = given.contact_id
        offset 0
      ) c`.execute(tx);
    return rows;
  }
}
