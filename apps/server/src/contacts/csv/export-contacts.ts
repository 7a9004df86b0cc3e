import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { contactColumns, type Contact, type ContactFilters } from '@recado/contracts';
import { stringify } from 'csv-stringify';
import { harmlessCell } from '../../audit/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { ContactsQueries } from '../contacts.queries.ts';
import { presentContact } from '../present-contact.ts';
import { assertWholeTenant } from '../whole-tenant.ts';
import { headingOfField, LABEL_SEPARATOR } from './contact-columns-policy.ts';

const ROWS_AT_ONCE = 1_000;
const PHONE = /^\+\d+$/;

/** Contacts as CSV, in the columns that an import takes. Read page by page, as fast as the reader takes them. */
@Injectable()
export class ExportContacts {
  constructor(
    private readonly database: Database,
    private readonly queries: ContactsQueries,
  ) {}

  /** @throws AppError forbidden */
  async execute(caller: Caller, filters: ContactFilters): Promise<Readable> {
    assertWholeTenant(caller);
    const { tenantId } = caller;
    const fields = await this.database.inTenant(tenantId, (tx) => this.queries.fieldNames(tenantId, tx));
    const csv = stringify({
      header: true,
      columns: [...contactColumns, ...fields.map(headingOfField)].map((heading) => harmlessCell(heading)),
      record_delimiter: 'windows',
    });
    const rows = Readable.from(this.#rows(caller, filters, fields));
    rows.on('error', (error) => csv.destroy(error));
    csv.on('close', () => rows.destroy());
    return rows.pipe(csv);
  }

  async *#rows({ tenantId }: Caller, filters: ContactFilters, fields: string[]): AsyncGenerator<string[]> {
    let after: string | undefined;
    for (;;) {
      const page = await this.database.inTenant(tenantId, async (tx) => {
        const conditions = await this.queries.matching(tenantId, tx, filters, undefined);
        return this.queries.newestFirst(tenantId, tx, conditions, { after, limit: ROWS_AT_ONCE });
      });
      for (const row of page) yield* cellsOf(presentContact(row), fields);
      after = page.at(-1)?.id;
      if (page.length < ROWS_AT_ONCE) return;
    }
  }
}

/** A group is no person to write to. */
function cellsOf(contact: Contact, fields: string[]): string[][] {
  if (contact.identities.some(({ kind }) => kind === 'group')) return [];
  const { phoneNumber, name, email, labels, consent, customFields } = contact;
  const texts = [
    name,
    email,
    labels.join(LABEL_SEPARATOR),
    consent.status,
    ...fields.map((field) => customFields[field]),
  ];
  return [[phoneCell(phoneNumber), ...texts.map((text) => harmlessCell(String(text ?? '')))]];
}

/** Digits after a plus sign are no formula that could do harm. */
const phoneCell = (phoneNumber: string | null): string =>
  phoneNumber !== null && PHONE.test(phoneNumber) ? phoneNumber : harmlessCell(phoneNumber ?? '');
