import { Injectable } from '@nestjs/common';
import type { ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { ConversationsRepository, type IdentityKey } from './conversations.repository.ts';

/** Someone at the other end of an instance: one or more names of the same contact. */
export interface Party {
  instanceId: InstanceId;
  identities: [IdentityKey, ...IdentityKey[]];
  name: string | undefined;
}

export interface PartyConversation {
  conversationId: ConversationId;
  lastInboundAt: Date | null;
}

const keyText = (key: IdentityKey): string => `${key.kind}:${key.value}`;

/** Finds the conversation of each party and makes what is missing: contact, identities, conversation. */
@Injectable()
export class EnsureConversations {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns one answer for each party, in their order */
  async execute(tenantId: TenantId, tx: Tx, parties: Party[]): Promise<PartyConversation[]> {
    if (parties.length === 0) return [];
    const contactIds = await this.#contacts(tenantId, tx, parties);
    const pairs = parties.map((party, place) => ({
      instanceId: party.instanceId,
      contactId: contactIds[place] ?? '',
    }));
    const pairText = (pair: { instanceId: InstanceId; contactId: string }) =>
      `${pair.instanceId}:${pair.contactId}`;
    let known = new Map(
      (await this.repository.ofContacts(tenantId, tx, pairs)).map((row) => [pairText(row), row]),
    );
    const missing = new Map(
      pairs.filter((pair) => !known.has(pairText(pair))).map((pair) => [pairText(pair), pair]),
    );
    if (missing.size > 0) {
      await this.repository.insertMissing(
        tenantId,
        tx,
        [...missing.values()].map((pair) => ({ id: this.clock.newId(), ...pair })),
      );
      known = new Map(
        (await this.repository.ofContacts(tenantId, tx, pairs)).map((row) => [pairText(row), row]),
      );
    }
    return pairs.map((pair) => {
      const row = known.get(pairText(pair));
      if (row === undefined) throw new Error('A conversation that was just ensured is missing');
      return { conversationId: row.id, lastInboundAt: row.lastInboundAt };
    });
  }

  /** The contact of each party. Names that turn up together are tied together; nothing is guessed from a name's form. */
  async #contacts(tenantId: TenantId, tx: Tx, parties: Party[]): Promise<string[]> {
    const keys = parties.flatMap((party) => party.identities);
    const find = async () =>
      new Map(
        (await this.repository.contactsOf(tenantId, tx, keys)).map((row) => [keyText(row), row.contactId]),
      );
    const known = await find();
    const contactOf = (party: Party, from: Map<string, string>) =>
      party.identities.map((key) => from.get(keyText(key))).find((id) => id !== undefined);

    const made = new Map<string, { id: string; name: string | undefined }>();
    const ties = new Map<string, IdentityKey & { contactId: string }>();
    for (const party of parties) {
      const tied = new Map([...known, ...[...ties].map(([text, tie]) => [text, tie.contactId] as const)]);
      const contactId = contactOf(party, tied) ?? this.clock.newId();
      if (contactOf(party, tied) === undefined) made.set(contactId, { id: contactId, name: party.name });
      for (const key of party.identities)
        if (!tied.has(keyText(key))) ties.set(keyText(key), { ...key, contactId });
    }
    if (ties.size === 0) return parties.map((party) => contactOf(party, known) ?? '');

    if (made.size > 0) await this.repository.insertContacts(tenantId, tx, [...made.values()]);
    await this.repository.insertIdentities(tenantId, tx, [...ties.values()]);
    const settled = await find();
    const inUse = new Set(settled.values());
    const inVain = [...made.keys()].filter((id) => !inUse.has(id));
    if (inVain.length > 0) await this.repository.deleteContacts(tenantId, tx, inVain);
    return parties.map((party) => contactOf(party, settled) ?? '');
  }
}
