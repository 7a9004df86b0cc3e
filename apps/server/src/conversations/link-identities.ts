import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';
import { ConversationsRepository } from './conversations.repository.ts';
import type { IdentityKey } from './identity-key.ts';
import { MergeContacts, type SamePerson } from './merge-contacts.ts';

const keyText = (key: IdentityKey): string => `${key.kind}:${key.value}`;

/** Ties names that WhatsApp told to be of one person to the contact that has one of them. People we do not know stay unknown. */
@Injectable()
export class LinkIdentities {
  constructor(
    private readonly mergeContacts: MergeContacts,
    private readonly repository: ConversationsRepository,
  ) {}

  async execute(tenantId: TenantId, tx: Tx, people: SamePerson[]): Promise<void> {
    if (people.length === 0) return;
    await this.mergeContacts.execute(tenantId, tx, people);
    if ((await this.#tie(tenantId, tx, people)) === 'done') return;
    // Another transaction gave one of the names to somebody in the same moment.
    await this.mergeContacts.execute(tenantId, tx, people);
  }

  async #tie(tenantId: TenantId, tx: Tx, people: SamePerson[]): Promise<'done' | 'raced'> {
    const keys = people.flatMap(({ identities }) => identities);
    const owners = new Map(
      (await this.repository.contactsOf(tenantId, tx, keys)).map((row) => [keyText(row), row.contactId]),
    );
    const ties = people.flatMap(({ identities }) => {
      const contactId = identities.map((key) => owners.get(keyText(key))).find((id) => id !== undefined);
      return contactId === undefined
        ? []
        : identities.filter((key) => !owners.has(keyText(key))).map((key) => ({ ...key, contactId }));
    });
    const unique = [...new Map(ties.map((tie) => [keyText(tie), tie])).values()];
    if (unique.length === 0) return 'done';
    const count = await this.repository.insertIdentities(tenantId, tx, unique);
    return count === unique.length ? 'done' : 'raced';
  }
}
