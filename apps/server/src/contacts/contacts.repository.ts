import { Injectable } from '@nestjs/common';
import type { ConsentStatus, ContactId, CustomFields, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';

export interface NewContactRow {
  id: ContactId;
  name: string | null;
  email: string | null;
  customFields: CustomFields;
  labels: string[];
  consent: ConsentStatus;
}

export interface ContactFields {
  name: string | null;
  email: string | null;
  customFields: CustomFields;
  labels: string[];
  isBlocked: boolean;
}

/** Writes contacts, one at a time. */
@Injectable()
export class ContactsRepository {
  async insert(tenantId: TenantId, tx: Tx, contact: NewContactRow): Promise<void> {
    const isKnown = contact.consent !== 'unknown';
    await tx
      .insertInto('contacts')
      .values({
        id: contact.id,
        tenant_id: tenantId,
        name: contact.name,
        email: contact.email,
        custom_fields: jsonb(contact.customFields),
        labels: contact.labels,
        consent: contact.consent,
        ...(isKnown && { consent_at: sql<Date>`now()`, consent_source: 'api' }),
      })
      .execute();
  }

  /** Gives the contact its number. @returns false when the number is somebody's already */
  async tieNumber(tenantId: TenantId, tx: Tx, id: ContactId, phoneNumber: string): Promise<boolean> {
    const result = await tx
      .insertInto('contact_identities')
      .values({ tenant_id: tenantId, kind: 'phone', value: phoneNumber, contact_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  }

  async ownerOf(tenantId: TenantId, tx: Tx, phoneNumber: string): Promise<ContactId | undefined> {
    const row = await tx
      .selectFrom('contact_identities')
      .select('contact_id')
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', 'phone')
      .where('value', '=', phoneNumber)
      .executeTakeFirst();
    return row?.contact_id;
  }

  /** Keeps others from changing a contact that is about to change. @returns whether it is there */
  async lock(tenantId: TenantId, tx: Tx, id: ContactId): Promise<boolean> {
    const row = await tx
      .selectFrom('contacts')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('erased_at', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst();
    return row !== undefined;
  }

  async update(tenantId: TenantId, tx: Tx, id: ContactId, fields: ContactFields): Promise<void> {
    await tx
      .updateTable('contacts')
      .set({
        name: fields.name,
        email: fields.email,
        custom_fields: jsonb(fields.customFields),
        labels: fields.labels,
        is_blocked: fields.isBlocked,
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }
}
