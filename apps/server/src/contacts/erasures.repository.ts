import { Injectable } from '@nestjs/common';
import type { ContactId, TenantId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { mediaOfMessage, withTheirMedia, type DeletedMessages } from '../media/index.ts';
import type { Tx } from '../platform/database/database.ts';

/** Forgets contacts: what tells who they are at once, all that hangs on them in batches. */
@Injectable()
export class ErasuresRepository {
  /**
   * From here on nobody finds the contact: it has no names, and who writes under them is somebody new. Nothing that waits for it
   * is sent. Locks its identities in the order of their key, as a merge does.
   * @returns false when there is no such contact
   */
  async begin(tenantId: TenantId, tx: Tx, id: ContactId): Promise<boolean> {
    await sql`
      select 1 from contact_identities
      where tenant_id = ${tenantId} and contact_id = ${id}
      order by kind, value
      for update`.execute(tx);
    // Also out of broadcasts: by its numbers, which are all that these know of it.
    await sql`
      update broadcast_recipients r
      set phone_number = '', variables = '{}', updated_at = now(),
        error_code = case when r.state in ('pending', 'accepting') then 'contact_erased' else r.error_code end,
        state = case when r.state in ('pending', 'accepting') then 'skipped' else r.state end
      from contact_identities i
      where i.tenant_id = ${tenantId} and i.contact_id = ${id} and i.kind = 'phone'
        and r.tenant_id = ${tenantId} and r.phone_number = i.value`.execute(tx);
    const result = await sql`
      update contacts
      set erased_at = now(), is_blocked = true, name = null, email = null, custom_fields = '{}', labels = '{}', updated_at = now()
      where tenant_id = ${tenantId} and id = ${id} and erased_at is null`.execute(tx);
    await sql`
      delete from contact_identities
      where tenant_id = ${tenantId} and contact_id = ${id}`.execute(tx);
    return result.numAffectedRows === 1n;
  }

  /**
   * Deletes messages of contacts that are to be forgotten, with the files that came with them.
   * @param id of one contact; undefined: of any
   * @returns how many messages, and the files, whose bytes are still in the store
   */
  async deleteMessages(tx: Tx, id: ContactId | undefined, limit: number): Promise<DeletedMessages> {
    const { rows } = await sql<{ mediaId: string | null }>`
      with chosen as (
        select m.id
        from contacts k
        join conversations v on v.contact_id = k.id
        join messages m on m.conversation_id = v.id
        where k.erased_at is not null and ${isContact(id)}
        limit ${limit}
        for update of m skip locked
      )
      delete from messages m
      using chosen
      where m.id = chosen.id
      returning ${mediaOfMessage}`.execute(tx);
    return withTheirMedia(tx, rows);
  }

  /** Deletes what is left of contacts that have no messages any more: notes, conversations, the contact itself. @returns how many */
  async deleteEmptied(tx: Tx, id: ContactId | undefined, limit: number): Promise<number> {
    const result = await sql`
      delete from contacts
      where id in (
        select k.id
        from contacts k
        where k.erased_at is not null and ${isContact(id)}
          and not exists (
            select 1 from conversations v join messages m on m.conversation_id = v.id where v.contact_id = k.id
          )
        limit ${limit}
        for update of k skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}

const isContact = (id: ContactId | undefined) =>
  id === undefined ? sql<SqlBool>`true` : sql<SqlBool>`k.id = ${id}`;
