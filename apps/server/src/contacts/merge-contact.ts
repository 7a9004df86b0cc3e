import { Injectable } from '@nestjs/common';
import type { ContactDetails, ContactId, TenantId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { MergeContacts } from '../conversations/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { againAfterDeadlock } from '../platform/database/violations.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { auditedContact, presentContact, type ContactRow } from './present-contact.ts';
import { assertWholeTenant } from './whole-tenant.ts';

/** Makes one contact of two because a person says that they are the same. */
@Injectable()
export class MergeContact {
  constructor(
    private readonly database: Database,
    private readonly queries: ContactsQueries,
    private readonly mergeContacts: MergeContacts,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found, forbidden, invalid_request (the same contact), conflict (a group) */
  async execute(caller: Caller, kept: ContactId, gone: ContactId): Promise<ContactDetails> {
    assertWholeTenant(caller);
    if (kept === gone) throw invalidRequest([{ path: ['contactId'], message: 'is the contact itself' }]);
    const { tenantId } = caller;
    return againAfterDeadlock(() =>
      this.database.inTenant(tenantId, async (tx) => {
        const before = await this.#person(tenantId, tx, kept);
        const other = await this.#person(tenantId, tx, gone);
        if (!(await this.mergeContacts.merge(tenantId, tx, { kept, gone }))) throw notFound('The contact');
        const after = await this.#person(tenantId, tx, kept);
        await this.recordAudit.execute(tenantId, tx, caller, {
          action: 'contact.merged',
          resourceType: 'contact',
          resourceId: kept,
          before: { ...auditedContact(before), mergedContact: { id: gone, ...auditedContact(other) } },
          after: auditedContact(after),
        });
        const details = await this.queries.details(caller, kept);
        if (details === undefined) throw new Error('A contact that was just merged is missing');
        return details;
      }),
    );
  }

  async #person(tenantId: TenantId, tx: Tx, id: ContactId): Promise<ContactRow> {
    const row = await this.queries.find(tenantId, tx, id, undefined);
    if (row === undefined) throw notFound('The contact');
    if (presentContact(row).identities.some(({ kind }) => kind === 'group'))
      throw new AppError('conflict', 'A group is no person; it cannot be merged');
    return row;
  }
}
