import { Injectable } from '@nestjs/common';
import type { Contact, ContactId, CreateContact as Request } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { ContactsRepository } from './contacts.repository.ts';
import { phoneNumberOf } from './phone-number-policy.ts';
import { auditedContact, presentContact } from './present-contact.ts';
import { assertWholeTenant } from './whole-tenant.ts';

/** Makes a contact of a number that nobody has yet. */
@Injectable()
export class CreateContact {
  constructor(
    private readonly database: Database,
    private readonly repository: ContactsRepository,
    private readonly queries: ContactsQueries,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError recipient_invalid, forbidden, conflict with `existingId` */
  async execute(caller: Caller, request: Request): Promise<Contact> {
    assertWholeTenant(caller);
    const phoneNumber = phoneNumberOf(request.phoneNumber);
    if (phoneNumber === undefined)
      throw new AppError('recipient_invalid', `"${request.phoneNumber}" is no E.164 number`, {
        errors: [{ path: 'phoneNumber', message: 'must be E.164, for example +5511999999999' }],
      });
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const id = this.clock.newId<ContactId>();
      const existingId = await this.repository.ownerOf(tenantId, tx, phoneNumber);
      if (existingId !== undefined) throw taken(phoneNumber, existingId);
      await this.repository.insert(tenantId, tx, {
        ...request,
        id,
        name: request.name ?? null,
        email: request.email ?? null,
      });
      // In the same moment, somebody else may have taken it.
      if (!(await this.repository.tieNumber(tenantId, tx, id, phoneNumber)))
        throw taken(phoneNumber, await this.repository.ownerOf(tenantId, tx, phoneNumber));
      const row = await this.queries.find(tenantId, tx, id, undefined);
      if (row === undefined) throw new Error('A contact that was just made is missing');
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'contact.created',
        resourceType: 'contact',
        resourceId: id,
        after: auditedContact(row),
      });
      return presentContact(row);
    });
  }
}

const taken = (phoneNumber: string, existingId: ContactId | undefined): AppError =>
  new AppError('conflict', `Another contact has the number ${phoneNumber}`, {
    ...(existingId !== undefined && { existingId }),
  });
