import { Injectable } from '@nestjs/common';
import { CustomFields, type Contact, type ContactId, type UpdateContact as Request } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { ContactsRepository, type ContactFields } from './contacts.repository.ts';
import { mergedFields, refusalOfFields } from './custom-fields-policy.ts';
import { auditedContact, presentContact, type ContactRow } from './present-contact.ts';

/** Changes a contact; what the request does not name stays. */
@Injectable()
export class UpdateContact {
  constructor(
    private readonly database: Database,
    private readonly repository: ContactsRepository,
    private readonly queries: ContactsQueries,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found, invalid_request (too many fields) */
  async execute(caller: Caller, id: ContactId, request: Request): Promise<Contact> {
    const { tenantId, instanceIds } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const isThere = await this.repository.lock(tenantId, tx, id);
      const before = isThere ? await this.queries.find(tenantId, tx, id, instanceIds) : undefined;
      if (before === undefined) throw notFound('The contact');
      await this.repository.update(tenantId, tx, id, changed(before, request));
      const after = await this.queries.find(tenantId, tx, id, instanceIds);
      if (after === undefined) throw new Error('A contact that is locked is missing');
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'contact.updated',
        resourceType: 'contact',
        resourceId: id,
        before: auditedContact(before),
        after: auditedContact(after),
      });
      return presentContact(after);
    });
  }
}

function changed(
  before: ContactRow,
  { name, email, customFields, labels, isBlocked }: Request,
): ContactFields {
  const fields = mergedFields(CustomFields.parse(before.custom_fields), customFields ?? {});
  const refusal = refusalOfFields(fields);
  if (refusal !== undefined) throw invalidRequest([{ path: ['customFields'], message: refusal }]);
  return {
    name: name === undefined ? before.name : name,
    email: email === undefined ? before.email : email,
    customFields: fields,
    labels: labels ?? before.labels,
    isBlocked: isBlocked ?? before.is_blocked,
  };
}
