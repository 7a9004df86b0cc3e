import { Injectable } from '@nestjs/common';
import {
  ContactIdentity,
  type ContactId,
  type ConversationId,
  type InstanceId,
  type TenantId,
} from '@recado/contracts';
import { RecordEvents } from '../events/index.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { ContactMergesRepository, type ContactPair } from './contact-merges.repository.ts';
import { ConversationMergesRepository } from './conversation-merges.repository.ts';
import type { IdentityKey } from './identity-key.ts';
import { mergedConversation } from './merged-conversation-policy.ts';

/** Names that are certainly of one contact, told over an instance. */
export interface SamePerson {
  instanceId: InstanceId;
  identities: IdentityKey[];
}

/** Two conversations with one instance that became one. */
interface MergedConversation {
  id: ConversationId;
  mergedConversationId: ConversationId;
}

const keyText = (key: IdentityKey): string => `${key.kind}:${key.value}`;

/**
 * Makes one contact of several when WhatsApp tells that their names are of the same person, or a person does; nothing is guessed.
 * Locks identities, then distribution_settings, then conversations.
 */
@Injectable()
export class MergeContacts {
  constructor(
    private readonly repository: ContactMergesRepository,
    private readonly conversations: ConversationMergesRepository,
    private readonly events: RecordEvents,
    private readonly lanes: Lanes,
  ) {}

  /** @returns how many contacts were merged into others */
  async execute(tenantId: TenantId, tx: Tx, people: SamePerson[]): Promise<number> {
    const several = people.filter(({ identities }) => identities.length > 1);
    if (several.length === 0) return 0;
    let merged = 0;
    const keys = several.flatMap(({ identities }) => identities);
    const owners = ownersByKey(await this.repository.ownersOf(tenantId, tx, keys));
    for (const person of several)
      if (contactsOf(person, owners).length > 1) merged += await this.#mergePerson(tenantId, tx, person);
    return merged;
  }

  /** Two contacts that a person names. @returns false when one of them is not there any more */
  async merge(tenantId: TenantId, tx: Tx, pair: ContactPair): Promise<boolean> {
    const ids = [pair.kept, pair.gone];
    const locked = await this.repository.lockIdentities(tenantId, tx, ids);
    if ((await this.repository.existing(tenantId, tx, ids)).length < ids.length) return false;
    await this.#merge(tenantId, tx, pair, { instanceId: null, identities: locked });
    return true;
  }

  /** The oldest stays. Another transaction may have been faster: what was read before the lock is read again. */
  async #mergePerson(tenantId: TenantId, tx: Tx, person: SamePerson): Promise<number> {
    const before = ownersByKey(await this.repository.ownersOf(tenantId, tx, person.identities));
    const locked = await this.repository.lockIdentities(tenantId, tx, contactsOf(person, before));
    const [kept, ...others] = contactsOf(person, ownersByKey(locked));
    if (kept === undefined) return 0;
    for (const gone of others)
      await this.#merge(tenantId, tx, { kept, gone }, { instanceId: person.instanceId, identities: locked });
    return others.length;
  }

  async #merge(
    tenantId: TenantId,
    tx: Tx,
    pair: ContactPair,
    { instanceId, identities }: { instanceId: InstanceId | null; identities: IdentityKey[] },
  ): Promise<void> {
    const ids = [pair.kept, pair.gone];
    const distributing = await this.repository.lockDistribution(tenantId, tx, ids, instanceId);
    const conversations = await this.#mergeConversations(tenantId, tx, pair);
    await this.repository.moveToKept(tenantId, tx, pair);
    await this.repository.mergeContact(tenantId, tx, pair);
    await this.events.execute(tx, [
      {
        type: 'contact.merged',
        tenantId,
        instanceId,
        data: {
          contact: { id: pair.kept, identities: ContactIdentity.array().parse(identities) },
          mergedContactId: pair.gone,
          conversations,
        },
      },
    ]);
    // Who lost a conversation is free for another.
    afterCommit(() => {
      for (const id of distributing) this.lanes.wake('distribution', id);
    });
  }

  async #mergeConversations(
    tenantId: TenantId,
    tx: Tx,
    { kept, gone }: ContactPair,
  ): Promise<MergedConversation[]> {
    const all = await this.repository.lockConversations(tenantId, tx, [kept, gone]);
    const merges: MergedConversation[] = [];
    for (const other of all.filter(({ contactId }) => contactId === gone)) {
      const own = all.find((one) => one.contactId === kept && one.instanceId === other.instanceId);
      if (own === undefined) continue;
      const { merged, ended } = mergedConversation(own, other);
      await this.conversations.end(tenantId, tx, ended);
      await this.conversations.moveAll(tenantId, tx, { from: other.id, to: own.id });
      await this.conversations.replace(tenantId, tx, merged, other.id);
      merges.push({ id: own.id, mergedConversationId: other.id });
    }
    return merges;
  }
}

const ownersByKey = (owned: (IdentityKey & { contactId: ContactId })[]): Map<string, ContactId> =>
  new Map(owned.map((row) => [keyText(row), row.contactId]));

/** Oldest first: contact ids are in the order of time. */
const contactsOf = ({ identities }: SamePerson, owners: Map<string, ContactId>): ContactId[] =>
  [...new Set(identities.flatMap((key) => owners.get(keyText(key)) ?? []))].sort();
