import { Injectable } from '@nestjs/common';
import type { ContactId, ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import {
  ConversationsRepository,
  type InstanceConversation,
  type NamedContact,
  type NewContact,
} from './conversations.repository.ts';
import type { IdentityKey } from './identity-key.ts';
import { MergeContacts } from './merge-contacts.ts';

/** Someone at the other end of an instance: one or more names of the same contact. */
export interface Party {
  instanceId: InstanceId;
  identities: [IdentityKey, ...IdentityKey[]];
  /** What it calls itself on WhatsApp. It names a contact that has no name, and never takes the place of one. */
  name: string | undefined;
}

export interface PartyConversation {
  conversationId: ConversationId;
  lastInboundAt: Date | null;
}

type Pair = Pick<InstanceConversation, 'instanceId' | 'contactId'>;

const keyText = (key: IdentityKey): string => `${key.kind}:${key.value}`;
const pairText = (pair: Pair): string => `${pair.instanceId}:${pair.contactId}`;

/** Finds the conversation of each party and makes what is missing: contact, identities, conversation. */
@Injectable()
export class EnsureConversations {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly mergeContacts: MergeContacts,
    private readonly clock: Clock,
  ) {}

  /** @returns one answer for each party, in their order */
  async execute(tenantId: TenantId, tx: Tx, parties: Party[]): Promise<PartyConversation[]> {
    if (parties.length === 0) return [];
    const contactIds = await this.#contacts(tenantId, tx, parties);
    const pairs = parties.map(({ instanceId, identities }, place) => {
      const contactId = contactIds[place];
      if (contactId === undefined) throw new Error('A contact that was just ensured is missing');
      return { instanceId, contactId, isGroup: identities.some(({ kind }) => kind === 'group') };
    });
    const conversations = await this.#conversations(tenantId, tx, pairs);
    return pairs.map((pair) => {
      const found = conversations.get(pairText(pair));
      if (found === undefined) throw new Error('A conversation that was just ensured is missing');
      return { conversationId: found.id, lastInboundAt: found.lastInboundAt };
    });
  }

  async #conversations(
    tenantId: TenantId,
    tx: Tx,
    pairs: (Pair & { isGroup: boolean })[],
  ): Promise<Map<string, InstanceConversation>> {
    const find = async () =>
      new Map((await this.repository.ofContacts(tenantId, tx, pairs)).map((row) => [pairText(row), row]));
    const known = await find();
    const missing = new Map(
      pairs
        .filter((pair) => !known.has(pairText(pair)))
        .map((pair) => [pairText(pair), { id: this.clock.newId<ConversationId>(), ...pair }]),
    );
    if (missing.size === 0) return known;
    const made = await this.repository.insertMissing(tenantId, tx, [...missing.values()]);
    if (made.length < missing.size) return find();
    for (const row of made) known.set(pairText(row), row);
    return known;
  }

  /** The contact of each party. Names that turn up together are tied together; nothing is guessed from a name's form. */
  async #contacts(tenantId: TenantId, tx: Tx, parties: Party[]): Promise<(ContactId | undefined)[]> {
    await this.mergeContacts.execute(tenantId, tx, parties);
    const keys = parties.flatMap((party) => party.identities);
    const find = async () =>
      new Map(
        (await this.repository.contactsOf(tenantId, tx, keys)).map((row) => [keyText(row), row.contactId]),
      );
    const owners = await find();
    const made: NewContact[] = [];
    const named: NamedContact[] = [];
    const ties: (IdentityKey & { contactId: ContactId })[] = [];
    for (const { identities, name } of parties) {
      const known = ownerOf(identities, owners);
      const contactId = known ?? this.clock.newId<ContactId>();
      if (known === undefined) made.push({ id: contactId, name });
      else if (name !== undefined) named.push({ id: known, name });
      for (const key of identities.filter((one) => !owners.has(keyText(one)))) {
        owners.set(keyText(key), contactId);
        ties.push({ ...key, contactId });
      }
    }
    if (named.length > 0) await this.repository.nameUnnamed(tenantId, tx, named);
    if (ties.length === 0 || (await this.#tie(tenantId, tx, made, ties)))
      return parties.map(({ identities }) => ownerOf(identities, owners));
    // What others named first may have parted the names of one person.
    await this.mergeContacts.execute(tenantId, tx, parties);
    const settled = await find();
    await this.#forgetInVain(tenantId, tx, made, settled);
    return parties.map(({ identities }) => ownerOf(identities, settled));
  }

  /** @returns false when another transaction named one of them first */
  async #tie(
    tenantId: TenantId,
    tx: Tx,
    made: NewContact[],
    ties: (IdentityKey & { contactId: ContactId })[],
  ): Promise<boolean> {
    if (made.length > 0) await this.repository.insertContacts(tenantId, tx, made);
    return (await this.repository.insertIdentities(tenantId, tx, ties)) === ties.length;
  }

  async #forgetInVain(
    tenantId: TenantId,
    tx: Tx,
    made: NewContact[],
    settled: Map<string, ContactId>,
  ): Promise<void> {
    const inUse = new Set(settled.values());
    const inVain = made.map(({ id }) => id).filter((id) => !inUse.has(id));
    if (inVain.length > 0) await this.repository.deleteContacts(tenantId, tx, inVain);
  }
}

const ownerOf = (identities: IdentityKey[], owners: Map<string, ContactId>): ContactId | undefined =>
  identities.map((key) => owners.get(keyText(key))).find((id) => id !== undefined);
