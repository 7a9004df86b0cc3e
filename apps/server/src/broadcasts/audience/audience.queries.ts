import { Injectable } from '@nestjs/common';
import { MOST_BROADCAST_RECIPIENTS, type BroadcastLabels, type TenantId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { Database } from '../../platform/database/database.ts';
import type { KnownContact } from '../dispatching/recipient-decision-policy.ts';

/** The columns of a contact that a broadcast looks at; all null when nobody is known by the number. */
export interface ContactColumns {
  contactName: string | null;
  email: string | null;
  customFields: unknown;
  consent: string | null;
  isBlocked: boolean | null;
}

const CustomFields = z.record(z.string(), z.unknown()).catch({});

/** Selected beside contacts `c`. */
export const contactColumns = sql`
  c.name as "contactName", c.email, c.custom_fields as "customFields", c.consent, c.is_blocked as "isBlocked"`;

/** The contact in a row that was joined to one. */
export function contactOf(row: ContactColumns): KnownContact | undefined {
  if (row.consent === null) return undefined;
  return {
    name: row.contactName,
    email: row.email,
    customFields: CustomFields.parse(row.customFields),
    hasOptedOut: row.consent === 'opted_out',
    isBlocked: row.isBlocked === true,
  };
}

const NO_LIMIT = 2_147_483_647;

/**
 * The numbers of contacts with these labels, one of each contact: the newest. At most one more than a broadcast may have.
 * Uses contacts_by_label and contact_identities_by_contact.
 * @param within narrows the contacts `c` down, for who is bound by row-level security
 */
export const labelledNumbers = (
  tenantId: TenantId,
  { any, all }: BroadcastLabels,
  within = sql<SqlBool>`true`,
) => sql<{ phoneNumber: string }>`
  select distinct on (c.id) i.value as "phoneNumber"
  from contacts c
  join contact_identities i on i.contact_id = c.id and i.kind = 'phone'
  where c.tenant_id = ${tenantId} and ${within}
    and ${any === undefined ? sql`true` : sql`c.labels && ${any}::text[]`}
    and ${all === undefined ? sql`true` : sql`c.labels @> ${all}::text[]`}
  order by c.id, i.created_at desc
  limit ${MOST_BROADCAST_RECIPIENTS + 1}`;

/** Reads who would be written to. */
@Injectable()
export class AudienceQueries {
  constructor(private readonly database: Database) {}

  /** Under row-level security the index of labels is out of reach, and contacts_of_label looks there instead. */
  async labelled(tenantId: TenantId, labels: BroadcastLabels): Promise<string[]> {
    const candidates = labels.all?.slice(0, 1) ?? labels.any ?? [];
    const within = sql<SqlBool>`
      c.id in (select contacts_of_label(label, ${NO_LIMIT}) from unnest(${candidates}::text[]) as label)`;
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await labelledNumbers(tenantId, labels, within).execute(tx);
      return rows.map((row) => row.phoneNumber);
    });
  }

  /** The contacts behind these numbers; the primary key of contact_identities finds them. */
  async contactsOf(tenantId: TenantId, phoneNumbers: string[]): Promise<Map<string, KnownContact>> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<ContactColumns & { phoneNumber: string }>`
        select i.value as "phoneNumber", ${contactColumns}
        from contact_identities i
        join contacts c on c.id = i.contact_id
        where i.tenant_id = ${tenantId} and i.kind = 'phone' and i.value = any(${phoneNumbers}::text[])`.execute(
        tx,
      );
      return new Map(
        rows.flatMap((row) => {
          const contact = contactOf(row);
          return contact === undefined ? [] : [[row.phoneNumber, contact]];
        }),
      );
    });
  }
}
