import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import type { InboundMessage } from '../../channels/index.ts';
import { EnsureConversations, RecordArrivals } from '../../conversations/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { RecordInboundMedia } from '../../media/index.ts';
import { Clock } from '../../platform/clock.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { messageEvent } from '../message-events.ts';
import { MessageFigures } from '../message-figures.ts';
import { presentMessage } from '../present-message.ts';
import { ReceivedMessagesRepository, type ReceivedRow } from './received-messages.repository.ts';

interface Receiver {
  tenantId: TenantId;
  instanceId: InstanceId;
  phoneNumber: string;
}

/** Stores what customers wrote: contact, conversation, message, media to fetch, event; once for each WhatsApp id. */
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
    const known = await this.messages.idsByWhatsappId(tenantId, tx, instanceId, names);
    const fresh = [...new Map(arrived.map((message) => [message.whatsappId, message])).values()].filter(
      (message) => !known.has(message.whatsappId),
    );
    if (fresh.length === 0) return;
    const conversations = await this.ensureConversations.execute(
      tenantId,
      tx,
      fresh.map((message) => ({ instanceId, identities: message.from, name: message.profileName })),
    );
    const rows: ReceivedRow[] = [];
    for (const [place, message] of fresh.entries()) {
      const conversation = conversations[place];
      if (conversation === undefined) throw new Error('A conversation that was just ensured is missing');
      const replyTo =
        message.replyToWhatsappId === undefined ? undefined : known.get(message.replyToWhatsappId);
      rows.push({
        id: this.clock.newId(),
        conversationId: conversation.conversationId,
        whatsappId: message.whatsappId,
        sender: message.from[0].value,
        recipient: receiver.phoneNumber,
        content: await this.#contentWithMedia(tx, receiver, message),
        metadata: {
          ...message.metadata,
          ...(replyTo !== undefined && { replyTo }),
          ...(message.replyToWhatsappId !== undefined && { replyToWhatsappId: message.replyToWhatsappId }),
        },
        createdAt: message.at,
      });
    }
    const inserted = await this.messages.insert(tenantId, tx, instanceId, rows);
    await this.recordArrivals.execute(
      tenantId,
      tx,
      inserted.map((row) => ({ id: row.conversation_id, at: row.created_at })),
    );
    await this.events.execute(
      tx,
      inserted.map((row) => messageEvent(tenantId, 'message.received', presentMessage(row))),
    );
    afterCommit(() => {
      this.figures.received(inserted.length);
    });
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
