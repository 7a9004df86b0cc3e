import { Injectable } from '@nestjs/common';
import { ConsentStatus, CustomFields, type ContactId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { ImportedFields } from './import-row-policy.ts';

export interface KnownContact extends ImportedFields {
  id: ContactId;
}

export interface WrittenContact extends KnownContact {
  phoneNumber: string;
}

interface FoundRow {
  id: ContactId;
  name: string | null;
  email: string | null;
  labels: string[];
  customFields: unknown;
  consent: string;
}

/** Reads and writes many contacts in few statements. */
@Injectable()
export class ContactImportsRepository {
  /**
   * The contacts of these numbers, held until the transaction ends: no merge and no other change comes between.
   * The primary key of contact_identities finds them.
   */
  async lock(tenantId: TenantId, tx: Tx, numbers: string[]): Promise<Map<string, KnownContact>> {
    const owners = await this.#owners(tenantId, tx, numbers);
    const { rows } = await sql<FoundRow>`
      select c.*
      from unnest(${owners.map((owner) => owner.id).toSorted()}::uuid[]) as given (id)
      cross join lateral (
        select id, name, email, labels, custom_fields as "customFields", consent
        from contacts
        where tenant_id = ${tenantId} and id = given.id
        for no key update
      ) c`.execute(tx);
    const contacts = new Map(
      rows.map(({ customFields, consent, ...row }): [string, KnownContact] => [
        row.id,
        { ...row, customFields: CustomFields.parse(customFields), consent: ConsentStatus.parse(consent) },
      ]),
    );
    return new Map(
      owners.flatMap(({ value, id }): [string, KnownContact][] => {
        const contact = contacts.get(id);
        return contact === undefined ? [] : [[value, contact]];
      }),
    );
  }

  /**
   * Each number by itself: a plan that is made for any list of them reads all numbers of the tenant and compares each with each.
   * The lock within keeps PostgreSQL from making a join of it.
   */
  async #owners(tenantId: TenantId, tx: Tx, numbers: string[]): Promise<{ value: string; id: ContactId }[]> {
    const { rows } = await sql<{ value: string; id: ContactId }>`
      select given.value, i.contact_id as id
      from unnest(${numbers.toSorted()}::text[]) as given (value)
      cross join lateral (
        select contact_id
        from contact_identities
        where tenant_id = ${tenantId} and kind = 'phone' and value = given.value
        for share
      ) i`.execute(tx);
    return rows;
  }

  /** @returns false when another transaction took one of the numbers first; then all of it must be tried again */
  async insert(tenantId: TenantId, tx: Tx, contacts: WrittenContact[]): Promise<boolean> {
    if (contacts.length === 0) return true;
    await sql`
      insert into contacts (id, tenant_id, name, email, labels, custom_fields, consent, consent_at, consent_source)
      select id, ${tenantId}, name, email, array(select jsonb_array_elements_text(labels)), custom_fields, consent,
        case when consent <> 'unknown' then now() end, case when consent <> 'unknown' then 'import' end
      from ${given(contacts)}`.execute(tx);
    const result = await sql`
      insert into contact_identities (tenant_id, kind, value, contact_id)
      select ${tenantId}, 'phone', value, contact_id
      from unnest(
        ${contacts.map((contact) => contact.phoneNumber)}::text[],
        ${contacts.map((contact) => contact.id)}::uuid[]
      ) as given (value, contact_id)
      order by value
      on conflict (tenant_id, kind, value) do nothing`.execute(tx);
    return result.numAffectedRows === BigInt(contacts.length);
  }

  /** Of contacts that are locked. */
  async update(tenantId: TenantId, tx: Tx, contacts: KnownContact[]): Promise<void> {
    if (contacts.length === 0) return;
    await sql`
      update contacts c
      set name = given.name, email = given.email, labels = array(select jsonb_array_elements_text(given.labels)),
        custom_fields = given.custom_fields, consent = given.consent,
        consent_at = case when c.consent = given.consent then c.consent_at else now() end,
        consent_source = case when c.consent = given.consent then c.consent_source else 'import' end,
        updated_at = now()
      from ${given(contacts)}
      where c.tenant_id = ${tenantId} and c.id = given.id`.execute(tx);
  }
}

const given = (contacts: KnownContact[]) => sql`unnest(
  ${contacts.map((contact) => contact.id)}::uuid[],
  ${contacts.map((contact) => contact.name)}::text[],
  ${contacts.map((contact) => contact.email)}::text[],
  ${contacts.map((contact) => storableJson(contact.labels))}::jsonb[],
  ${contacts.map((contact) => storableJson(contact.customFields))}::jsonb[],
  ${contacts.map((contact) => contact.consent)}::text[]
) as given (id, name, email, labels, custom_fields, consent)`;
