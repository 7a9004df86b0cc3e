import { Injectable } from '@nestjs/common';
import type { ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import type { Recipient } from '../../channels/index.ts';
import { WritingConditions, type WritingCondition } from '../../contacts/index.ts';
import { EnsureConversations } from '../../conversations/index.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';

/** Whom a message goes to, over which number. */
export interface Addressee {
  instanceId: InstanceId;
  recipient: Recipient;
}

/** The conversation that a message belongs to, with what decides whether it may be written in, as it is now. */
export interface WrittenConversation extends WritingCondition {
  conversationId: ConversationId;
}

/**
 * Finds the conversations of messages that are being accepted, and makes what is missing. Which conversation it is seldom changes
 * and is remembered; whether it is still there and may be written in is asked every time, in one statement for all.
 */
@Injectable()
export class WrittenConversations {
  readonly #known = new LRUCache<string, ConversationId>({ max: 50_000, ttl: 60_000 });

  constructor(
    private readonly ensureConversations: EnsureConversations,
    private readonly conditions: WritingConditions,
  ) {}

  /** @returns one answer for each addressee, in their order */
  async of(tenantId: TenantId, tx: Tx, addressees: Addressee[]): Promise<WrittenConversation[]> {
    const known = addressees.map((addressee) => this.#known.get(keyOf(addressee)));
    const conditions = new Map(await this.conditions.of(tenantId, tx, distinct(known)));
    // What was remembered may have been merged or erased since.
    const unknown = addressees.filter((_, place) => !isIn(conditions, known[place]));
    const ensured = await this.#ensure(tenantId, tx, unknown);
    for (const [id, condition] of await this.conditions.of(tenantId, tx, distinct([...ensured.values()])))
      conditions.set(id, condition);
    return addressees.map((addressee, place) => {
      const conversationId = ensured.get(addressee) ?? known[place];
      const condition = conversationId === undefined ? undefined : conditions.get(conversationId);
      if (conversationId === undefined || condition === undefined)
        throw new Error('A conversation that was just ensured is missing');
      return { conversationId, ...condition };
    });
  }

  async #ensure(
    tenantId: TenantId,
    tx: Tx,
    addressees: Addressee[],
  ): Promise<Map<Addressee, ConversationId>> {
    const ensured = new Map<Addressee, ConversationId>();
    const made = await this.ensureConversations.execute(
      tenantId,
      tx,
      addressees.map(({ instanceId, recipient }) => ({
        instanceId,
        identities: [recipient],
        name: undefined,
      })),
    );
    addressees.forEach((addressee, place) => {
      const conversationId = made[place]?.conversationId;
      if (conversationId === undefined) return;
      ensured.set(addressee, conversationId);
      afterCommit(() => this.#known.set(keyOf(addressee), conversationId));
    });
    return ensured;
  }
}

const keyOf = ({ instanceId, recipient }: Addressee): string =>
  `${instanceId}:${recipient.kind}:${recipient.value}`;

const distinct = (ids: (ConversationId | undefined)[]): ConversationId[] => [
  ...new Set(ids.filter((id) => id !== undefined)),
];

const isIn = (conditions: ReadonlyMap<ConversationId, unknown>, id: ConversationId | undefined): boolean =>
  id !== undefined && conditions.has(id);
