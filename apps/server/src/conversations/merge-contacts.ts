import { Injectable } from '@nestjs/common';
import type { ContactId, InstanceId, TenantId } from '@recado/contracts';
import { RecordEvents } from '../events/index.ts';
import type { Tx } from '../platform/database/database.ts';
import { ContactMergesRepository } from './contact-merges.repository.ts';
import type { IdentityKey } from './conversations.repository.ts';

/** Names that are certainly of one contact, told over an instance. */
export interface SamePerson {
  instanceId: InstanceId;
  identities: IdentityKey[];
}

const keyText = (key: IdentityKey): string => `${key.kind}:${key.value}`;

/** Makes one contact of several when WhatsApp tells that their names are of the same person; nothing is guessed. */
@Injectable()
export class MergeContacts {
  constructor(
    private readonly repository: ContactMergesRepository,
    private readonly events: RecordEvents,
  ) {}

  /** @returns how many contacts were merged into others */
  async execute(tenantId: TenantId, tx: Tx, people: SamePerson[]): Promise<number> {
    const several = people.filter(({ identities }) => identities.length > 1);
    if (several.length === 0) return 0;
    let merged = 0;
    const keys = several.flatMap(({ identities }) => identities);
    const owners = ownersByKey(await this.repository.ownersOf(tenantId, tx, keys));
    for (const person of several)
      if (contactsOf(person, owners).length > 1) merged += await this.#merge(tenantId, tx, person);
    return merged;
  }

  /** The oldest stays. Another transaction may have been faster: what was read before the lock is read again. */
  async #merge(tenantId: TenantId, tx: Tx, person: SamePerson): Promise<number> {
    const before = ownersByKey(await this.repository.ownersOf(tenantId, tx, person.identities));
    const locked = await this.repository.lockIdentities(tenantId, tx, contactsOf(person, before));
    const [kept, ...others] = contactsOf(person, ownersByKey(locked));
    if (kept === undefined) return 0;
    for (const gone of others) {
      await this.repository.merge(tenantId, tx, { kept, gone });
      await this.events.execute(tx, [
        {
          type: 'contact.merged',
          tenantId,
          instanceId: person.instanceId,
          data: {
            contactId: kept,
            mergedContactId: gone,
            identities: locked.map(({ kind, value }) => ({ kind, value })),
          },
        },
      ]);
    }
    return others.length;
  }
}

const ownersByKey = (owned: (IdentityKey & { contactId: ContactId })[]): Map<string, ContactId> =>
  new Map(owned.map((row) => [keyText(row), row.contactId]));

/** Oldest first: contact ids are in the order of time. */
const contactsOf = ({ identities }: SamePerson, owners: Map<string, ContactId>): ContactId[] =>
  [...new Set(identities.flatMap((key) => owners.get(keyText(key)) ?? []))].sort();
