import { Injectable } from '@nestjs/common';
import { InboundContent, type InstanceId, type MessageId, type TenantId } from '@recado/contracts';
import type { InboundMessage } from '../../channels/index.ts';
import { EnsureConversations, RecordArrivals } from '../../conversations/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { RecordInboundMedia } from '../../media/index.ts';
import { Clock } from '../../platform/clock.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { messageEvent } from '../message-events.ts';
import { MessageFigures } from '../message-figures.ts';
import { presentMessage } from '../present-message.ts';
import {
  ReceivedMessagesRepository,
  type ContentChange,
  type KnownMessage,
  type ReceivedRow,
} from './received-messages.repository.ts';

interface Receiver {
  tenantId: TenantId;
  instanceId: InstanceId;
  phoneNumber: string;
}

/**
 * Stores what customers wrote, and what our number sent by other means: contact, conversation, message, media to fetch, event;
 * once for each WhatsApp id. A message that could not be read keeps its place for what it says.
 */
@Injectable()
export class ReceiveMessages {
  constructor(
    private readonly messages: ReceivedMessagesRepository,
    private readonly ensureConversations: EnsureConversations,
    private readonly recordArrivals: RecordArrivals,
    private readonly recordMedia: RecordInboundMedia,
    private readonly events: RecordEvents,
    private readonly figures: MessageFigures,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, receiver: Receiver, arrived: InboundMessage[]): Promise<void> {
    const { tenantId, instanceId } = receiver;
    const names = arrived.flatMap((message) => [message.whatsappId, message.replyToWhatsappId ?? []].flat());
    const known = await this.messages.knownByWhatsappId(tenantId, tx, instanceId, names);
    const once = onceEach(arrived);
    await this.#insert(
      tx,
      receiver,
      once.filter((message) => !known.has(message.whatsappId)),
      known,
    );
    const found = once.filter(
      ({ whatsappId, isPlaceholder }) =>
        isPlaceholder !== true && known.get(whatsappId)?.isPlaceholder === true,
    );
    await this.#recover(tx, receiver, found, known);
  }

  async #insert(tx: Tx, receiver: Receiver, fresh: InboundMessage[], known: Known): Promise<void> {
    if (fresh.length === 0) return;
    const { tenantId, instanceId } = receiver;
    const conversations = await this.ensureConversations.execute(
      tenantId,
      tx,
      fresh.map((message) => ({ instanceId, identities: message.from, name: message.profileName })),
    );
    const rows: ReceivedRow[] = [];
    // One may answer another that comes with it.
    const ids = new Map([...known].map(([whatsappId, { id }]) => [whatsappId, id]));
    for (const { whatsappId } of fresh) ids.set(whatsappId, this.clock.newId());
    for (const [place, message] of fresh.entries()) {
      const conversation = conversations[place];
      if (conversation === undefined) throw new Error('A conversation that was just ensured is missing');
      const content = await this.#contentWithMedia(tx, receiver, message);
      rows.push({
        ...rowOf(receiver, message, ids),
        id: ids.get(message.whatsappId) ?? this.clock.newId(),
        conversationId: conversation.conversationId,
        content,
      });
    }
    const inserted = await this.messages.insert(tenantId, tx, instanceId, rows);
    const received = inserted.filter((row) => row.direction === 'inbound');
    await this.events.execute(
      tx,
      inserted.map((row) =>
        messageEvent(
          tenantId,
          row.direction === 'inbound' ? 'message.received' : 'message.sent',
          presentMessage(row),
        ),
      ),
    );
    await this.recordArrivals.execute(tenantId, tx, instanceId, {
      arrivals: received.map((row) => ({
        conversationId: row.conversation_id,
        messageId: row.id,
        at: row.created_at,
        content: InboundContent.parse(row.content),
      })),
      departures: inserted
        .filter((row) => row.direction === 'outbound')
        .map((row) => ({
          conversationId: row.conversation_id,
          at: row.created_at,
          type: InboundContent.parse(row.content).type,
        })),
    });
    afterCommit(() => {
      this.figures.received(received.length);
    });
  }

  /** Puts what came late in the place that was kept for it. */
  async #recover(tx: Tx, receiver: Receiver, found: InboundMessage[], known: Known): Promise<void> {
    if (found.length === 0) return;
    const { tenantId } = receiver;
    const changes: ContentChange[] = [];
    const ids = new Map([...known].map(([whatsappId, { id }]) => [whatsappId, id]));
    for (const message of found) {
      const place = known.get(message.whatsappId);
      if (place === undefined) continue;
      const content = await this.#contentWithMedia(tx, receiver, message);
      const { metadata } = rowOf(receiver, message, ids);
      changes.push({ id: place.id, content, metadata: { ...metadata, recovered: true } });
    }
    const rows = await this.messages.replaceContent(tenantId, tx, changes);
    await this.events.execute(
      tx,
      rows.map((row) => messageEvent(tenantId, 'message.recovered', presentMessage(row))),
    );
  }

  async #contentWithMedia(
    tx: Tx,
    { tenantId, instanceId }: Receiver,
    message: InboundMessage,
  ): Promise<ReceivedRow['content']> {
    if (message.media === undefined || typeof message.content.content === 'string') return message.content;
    const mediaId = await this.recordMedia.execute(tenantId, tx, instanceId, message.media);
    return { ...message.content, content: { ...message.content.content, mediaId } };
  }
}

type Known = ReadonlyMap<string, KnownMessage>;

/** One of each WhatsApp id: the last, but one with content before one without. */
function onceEach(arrived: InboundMessage[]): InboundMessage[] {
  const byId = new Map<string, InboundMessage>();
  for (const message of arrived)
    if (message.isPlaceholder !== true || !byId.has(message.whatsappId))
      byId.set(message.whatsappId, message);
  return [...byId.values()];
}

function rowOf(
  { phoneNumber }: Receiver,
  message: InboundMessage,
  ids: ReadonlyMap<string, MessageId>,
): Omit<ReceivedRow, 'id' | 'conversationId' | 'content'> {
  const [{ value: other }] = message.from;
  const replyTo = message.replyToWhatsappId === undefined ? undefined : ids.get(message.replyToWhatsappId);
  return {
    whatsappId: message.whatsappId,
    ...(message.isFromUs === true
      ? { direction: 'outbound', status: 'sent', sender: phoneNumber, recipient: other }
      : { direction: 'inbound', status: 'delivered', sender: other, recipient: phoneNumber }),
    metadata: {
      ...message.metadata,
      ...(message.isPlaceholder === true && { placeholder: true }),
      ...(replyTo !== undefined && { replyTo }),
      ...(message.replyToWhatsappId !== undefined && { replyToWhatsappId: message.replyToWhatsappId }),
    },
    createdAt: message.at,
  };
}
