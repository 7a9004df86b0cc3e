import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  saidBy,
  type InstanceId,
  type OptOutSettings,
  type SaidConsent,
  type TenantId,
} from '@recado/contracts';
import {
  ArrivalFollowers,
  type Arrival,
  type ArrivalFollower,
  type ArrivedConversation,
} from '../conversations/index.ts';
import { RecordEvents, type NewEvent } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { ConfirmationsRepository, LANE, type NewConfirmation } from './confirmations.repository.ts';
import { consentEvent } from './consent-event.ts';
import { ConsentSettingsRepository } from './consent-settings.repository.ts';
import { ConsentRepository, type ConsentRow } from './consent.repository.ts';
import { changesConsent, KEYWORD, wordOf } from './keyword-policy.ts';

/** A keyword that a contact sent. */
interface Keyword {
  conversation: ArrivedConversation;
  arrival: Arrival;
  said: SaidConsent;
}

/** Has contacts opt out and in by keyword, in the transaction that stores their message. A group as such says nothing. */
@Injectable()
export class FollowKeywords implements ArrivalFollower, OnModuleInit {
  constructor(
    private readonly followers: ArrivalFollowers,
    private readonly settings: ConsentSettingsRepository,
    private readonly repository: ConsentRepository,
    private readonly confirmations: ConfirmationsRepository,
    private readonly events: RecordEvents,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.followers.register('consent', this);
  }

  async follow(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    conversations: ArrivedConversation[],
  ): Promise<void> {
    const people = conversations.filter(({ isGroup }) => !isGroup);
    if (!people.some(({ arrivals }) => arrivals.some(({ content }) => wordOf(content) !== undefined))) return;
    const settings = await this.settings.find(tenantId, tx);
    const keywords = people.flatMap((conversation) => keywordsOf(conversation, settings));
    if (keywords.length > 0) await this.#apply(tenantId, tx, { instanceId, settings, keywords });
  }

  async #apply(
    tenantId: TenantId,
    tx: Tx,
    {
      instanceId,
      settings,
      keywords,
    }: { instanceId: InstanceId; settings: OptOutSettings; keywords: Keyword[] },
  ): Promise<void> {
    const ids = keywords.map(({ conversation }) => conversation.contactId);
    const known = new Map(
      (await this.repository.lock(tenantId, tx, ids)).map((row): [string, ConsentRow] => [
        row.contactId,
        row,
      ]),
    );
    const events: NewEvent[] = [];
    const changed = new Map<string, ConsentRow>();
    const confirmations = new Map<string, NewConfirmation>();
    for (const { conversation, arrival, said } of keywords) {
      const { contactId, id: conversationId } = conversation;
      const before = known.get(contactId);
      if (before === undefined || !changesConsent(before, said, arrival.at)) continue;
      const after = { contactId, status: said, at: arrival.at, source: KEYWORD };
      known.set(contactId, after);
      changed.set(contactId, after);
      events.push(
        ...consentEvent(tenantId, after, { instanceId, conversationId, messageId: arrival.messageId }),
      );
      // Of several words at once, the last is answered.
      confirmations.delete(conversationId);
      const text = said === 'opted_out' ? settings.optOutConfirmation : settings.optInConfirmation;
      if (text !== null)
        confirmations.set(conversationId, { id: this.clock.newId(), instanceId, conversationId, text });
    }
    if (changed.size === 0) return;
    await this.repository.write(tenantId, tx, [...changed.values()]);
    await this.events.execute(tx, events);
    await this.confirmations.insert(tenantId, tx, [...confirmations.values()]);
    afterCommit(() => {
      if (confirmations.size > 0) this.lanes.wake(LANE, instanceId);
    });
  }
}

const keywordsOf = (conversation: ArrivedConversation, settings: OptOutSettings): Keyword[] =>
  conversation.arrivals.flatMap((arrival) => {
    const word = wordOf(arrival.content);
    const said = word === undefined ? undefined : saidBy(word, settings);
    return said === undefined ? [] : [{ conversation, arrival, said }];
  });
