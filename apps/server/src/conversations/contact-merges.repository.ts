import { Injectable } from '@nestjs/common';
import { ConversationStatus, type ContactId, type InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { IdentityKey } from './identity-key.ts';
import { identityOwners, type OwnedIdentity } from './identity-owners.queries.ts';
import type { MergingConversation } from './merged-conversation-policy.ts';

/** The contact that stays and the one that goes. */
export interface ContactPair {
  kept: ContactId;
  gone: ContactId;
}

/** Makes one contact of two. Whoever looks up a contact to write for it holds a share of its identities, see ConversationsRepository. */
@Injectable()
export class ContactMergesRepository {
  /** Whose these identities are now, without holding them. */
  async ownersOf(tenantId: TenantId, tx: Tx, identities: IdentityKey[]): Promise<OwnedIdentity[]> {
    return identityOwners(tenantId, tx, identities, false);
  }

  /**
   * All identities of these contacts, held alone, in the order of their key: waits for those who write for the contacts, and
   * keeps others from finding them. Uses contact_identities_by_contact.
   */
  async lockIdentities(tenantId: TenantId, tx: Tx, contactIds: ContactId[]): Promise<OwnedIdentity[]> {
    const { rows } = await sql<OwnedIdentity>`
      select kind, value, contact_id as "contactId"
      from contact_identities
      where tenant_id = ${tenantId} and contact_id = any(${contactIds}::uuid[])
      order by kind, value
      for update`.execute(tx);
    return rows;
  }

  /** Those of them that are there. */
  async existing(tenantId: TenantId, tx: Tx, ids: ContactId[]): Promise<ContactId[]> {
    const { rows } = await sql<{ id: ContactId }>`
      select id from contacts
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) and erased_at is null`.execute(tx);
    return rows.map(({ id }) => id);
  }

  /**
   * Keeps others from deciding on the conversations of these contacts, as whoever holds conversations must before it does.
   * @returns the instances that distribute
   */
  async lockDistribution(
    tenantId: TenantId,
    tx: Tx,
    contactIds: ContactId[],
    instanceId: InstanceId | null,
  ): Promise<InstanceId[]> {
    const { rows } = await sql<{ instanceId: InstanceId; isEnabled: boolean }>`
      select instance_id as "instanceId", is_enabled as "isEnabled"
      from distribution_settings
      where tenant_id = ${tenantId} and instance_id in (
        select instance_id from conversations where contact_id = any(${contactIds}::uuid[])
        union all
        select ${instanceId}::uuid
      )
      order by instance_id
      for update`.execute(tx);
    return rows.filter(({ isEnabled }) => isEnabled).map((row) => row.instanceId);
  }

  /** Their conversations, held in id order. Uses conversations_by_contact. */
  async lockConversations(
    tenantId: TenantId,
    tx: Tx,
    contactIds: ContactId[],
  ): Promise<MergingConversation[]> {
    const { rows } = await sql<Omit<MergingConversation, 'status'> & { status: string }>`
      select id, instance_id as "instanceId", contact_id as "contactId", status, agent_id as "agentId",
        assigned_at as "assignedAt", last_agent_id as "lastAgentId", waiting_since as "waitingSince", opened_at as "openedAt",
        first_response_at as "firstResponseAt", closed_at as "closedAt", unread_count as "unreadCount", labels,
        required_skills as "requiredSkills", is_group as "isGroup", created_at as "createdAt",
        last_inbound_at as "lastInboundAt", last_message_at as "lastMessageAt"
      from conversations
      where tenant_id = ${tenantId} and contact_id = any(${contactIds}::uuid[])
      order by id
      for update`.execute(tx);
    return rows.map(({ status, ...row }) => ({ ...row, status: ConversationStatus.parse(status) }));
  }

  /** Names, and the conversations with instances that the contact which stays has none with. */
  async moveToKept(tenantId: TenantId, tx: Tx, { kept, gone }: ContactPair): Promise<void> {
    await sql`
      update contact_identities set contact_id = ${kept}
      where tenant_id = ${tenantId} and contact_id = ${gone}`.execute(tx);
    await sql`
      update conversations set contact_id = ${kept}, updated_at = now()
      where tenant_id = ${tenantId} and contact_id = ${gone}`.execute(tx);
  }

  /**
   * What the contact that stays knows goes before what the other does. Blocked if either is, and opted out if either did:
   * an opt-out holds whichever name it was said under. The other is deleted.
   */
  async mergeContact(tenantId: TenantId, tx: Tx, { kept, gone }: ContactPair): Promise<void> {
    await sql`
      update contacts k
      set name = coalesce(k.name, g.name),
        email = coalesce(k.email, g.email),
        custom_fields = g.custom_fields || k.custom_fields,
        labels = k.labels || array(select label from unnest(g.labels) label where label <> all(k.labels)),
        is_blocked = k.is_blocked or g.is_blocked,
        (consent, consent_at, consent_source) = (
          select said.consent, said.consent_at, said.consent_source
          from (
            values (k.consent, k.consent_at, k.consent_source), (g.consent, g.consent_at, g.consent_source)
          ) as said (consent, consent_at, consent_source)
          order by array_position(array['opted_out', 'opted_in', 'unknown'], said.consent::text), said.consent_at desc nulls last
          limit 1
        ),
        created_at = least(k.created_at, g.created_at),
        updated_at = now()
      from contacts g
      where k.tenant_id = ${tenantId} and k.id = ${kept} and g.tenant_id = ${tenantId} and g.id = ${gone}`.execute(
      tx,
    );
    await sql`delete from contacts where tenant_id = ${tenantId} and id = ${gone}`.execute(tx);
  }
}
