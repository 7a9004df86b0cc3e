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
  value: string;
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
    const { rows } = await sql<FoundRow>`
      select i.value, c.id, c.name, c.email, c.labels, c.custom_fields as "customFields", c.consent
      from contact_identities i
      join contacts c on c.id = i.contact_id
      where i.tenant_id = ${tenantId} and i.kind = 'phone' and i.value = any(${numbers}::text[])
      order by i.value
      for share of i
      for no key update of c`.execute(tx);
    return new Map(
      rows.map(({ value, customFields, consent, ...row }) => [
        value,
        { ...row, customFields: CustomFields.parse(customFields), consent: ConsentStatus.parse(consent) },
      ]),
    );
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
