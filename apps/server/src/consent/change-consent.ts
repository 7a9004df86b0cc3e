import { Injectable } from '@nestjs/common';
import type { ChangeConsent as Request, Contact, ContactId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { ContactsQueries, presentContact } from '../contacts/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { consentEvent } from './consent-event.ts';
import { ConsentRepository } from './consent.repository.ts';

/** Enters by hand whether a contact wants to be written to, and what that rests on. */
@Injectable()
export class ChangeConsent {
  constructor(
    private readonly database: Database,
    private readonly repository: ConsentRepository,
    private readonly contacts: ContactsQueries,
    private readonly events: RecordEvents,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: ContactId, { consent, source }: Request): Promise<Contact> {
    const { tenantId, instanceIds } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const [before] = await this.repository.lock(tenantId, tx, [id]);
      if (before === undefined) throw notFound('The contact');
      const after = { contactId: id, status: consent, at: this.clock.now(), source };
      await this.repository.write(tenantId, tx, [after]);
      const row = await this.contacts.find(tenantId, tx, id, instanceIds);
      if (row === undefined) throw notFound('The contact');
      if (before.status !== consent) await this.events.execute(tx, consentEvent(tenantId, after));
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'contact.consent_changed',
        resourceType: 'contact',
        resourceId: id,
        before: { consent: before.status, source: before.source },
        after: { consent, source },
      });
      return presentContact(row);
    });
  }
}
