import { Injectable } from '@nestjs/common';
import type { ContactId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { IdentityKey } from './conversations.repository.ts';

export type OwnedIdentity = IdentityKey & { contactId: ContactId };

/** Makes one contact of two. Whoever looks up a contact to write for it holds a share of its identities, see ConversationsRepository. */
@Injectable()
export class ContactMergesRepository {
  /** Whose these identities are now, without holding them. */
  async ownersOf(tenantId: TenantId, tx: Tx, identities: IdentityKey[]): Promise<OwnedIdentity[]> {
    const { rows } = await sql<OwnedIdentity>`
      select i.kind, i.value, i.contact_id as "contactId"
      from contact_identities i
      join unnest(${identities.map((key) => key.kind)}::text[], ${identities.map((key) => key.value)}::text[]) as given (kind, value)
        on i.kind = given.kind and i.value = given.value
      where i.tenant_id = ${tenantId}`.execute(tx);
    return rows;
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

  /** The contact that stays gets all that the other has: names, conversations with their messages, the later of their times. */
  async merge(
    tenantId: TenantId,
    tx: Tx,
    { kept, gone }: { kept: ContactId; gone: ContactId },
  ): Promise<void> {
    await sql`
      update contact_identities set contact_id = ${kept}
      where tenant_id = ${tenantId} and contact_id = ${gone}`.execute(tx);
    await this.#moveMessages(tenantId, tx, { kept, gone });
    await sql`
      delete from conversations g
      using conversations k
      where g.tenant_id = ${tenantId} and g.contact_id = ${gone}
        and k.contact_id = ${kept} and k.instance_id = g.instance_id`.execute(tx);
    // Where the other had the only conversation with an instance, it becomes that of the contact that stays.
    await sql`
      update conversations set contact_id = ${kept}
      where tenant_id = ${tenantId} and contact_id = ${gone}`.execute(tx);
    await sql`
      update contacts k
      set name = coalesce(k.name, g.name), created_at = least(k.created_at, g.created_at), updated_at = now()
      from contacts g
      where k.tenant_id = ${tenantId} and k.id = ${kept} and g.tenant_id = ${tenantId} and g.id = ${gone}`.execute(
      tx,
    );
    await sql`delete from contacts where tenant_id = ${tenantId} and id = ${gone}`.execute(tx);
  }

  /** Uses messages_by_conversation. */
  async #moveMessages(
    tenantId: TenantId,
    tx: Tx,
    { kept, gone }: { kept: ContactId; gone: ContactId },
  ): Promise<void> {
    await sql`
      update conversations k
      set last_inbound_at = greatest(k.last_inbound_at, g.last_inbound_at),
        last_message_at = greatest(k.last_message_at, g.last_message_at),
        created_at = least(k.created_at, g.created_at)
      from conversations g
      where k.tenant_id = ${tenantId} and k.contact_id = ${kept}
        and g.contact_id = ${gone} and g.instance_id = k.instance_id`.execute(tx);
    await sql`
      update messages m
      set conversation_id = k.id
      from conversations g join conversations k on k.instance_id = g.instance_id and k.contact_id = ${kept}
      where g.tenant_id = ${tenantId} and g.contact_id = ${gone}
        and m.tenant_id = ${tenantId} and m.conversation_id = g.id`.execute(tx);
  }
}
