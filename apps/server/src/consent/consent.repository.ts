import { Injectable } from '@nestjs/common';
import { ConsentStatus, type ContactId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { KnownConsent } from './keyword-policy.ts';

export interface ConsentRow extends KnownConsent {
  contactId: ContactId;
}

/** What contacts said of being written to. */
@Injectable()
export class ConsentRepository {
  /** What is known of these contacts; until the transaction ends nobody else can change it. In id order. */
  async lock(tenantId: TenantId, tx: Tx, ids: ContactId[]): Promise<ConsentRow[]> {
    const { rows } = await sql<Omit<ConsentRow, 'status'> & { status: string }>`
      select id as "contactId", consent as status, consent_at as at, consent_source as source
      from contacts
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) and erased_at is null
      order by id
      for no key update`.execute(tx);
    return rows.map(({ status, ...row }) => ({ ...row, status: ConsentStatus.parse(status) }));
  }

  /** Of rows that are locked. */
  async write(tenantId: TenantId, tx: Tx, rows: ConsentRow[]): Promise<void> {
    await sql`
      update contacts c
      set consent = given.consent, consent_at = given.at, consent_source = given.source, updated_at = now()
      from unnest(
        ${rows.map((row) => row.contactId)}::uuid[],
        ${rows.map((row) => row.status)}::text[],
        ${rows.map((row) => row.at)}::timestamptz[],
        ${rows.map((row) => row.source)}::text[]
      ) as given (id, consent, at, source)
      where c.tenant_id = ${tenantId} and c.id = given.id`.execute(tx);
  }
}
