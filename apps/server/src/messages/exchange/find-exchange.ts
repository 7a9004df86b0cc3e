import { Injectable } from '@nestjs/common';
import {
  InboundEvent,
  OutboundContent,
  type MessageExchange,
  type MessageId,
  type MessageWithHistory,
  type ProviderRequest,
} from '@recado/contracts';
import { Channels, Connections, type Channel, type Connection } from '../../channels/index.ts';
import { parseRecipient } from '../../conversations/index.ts';
import { mediaReferences } from '../../media/index.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { FindMessage } from '../find-message.ts';
import { MessagesQueries } from '../messages.queries.ts';
import { InboundEventsQueries, type InboundEventRow } from '../receiving/inbound-events.queries.ts';
import { attemptsOf, whatsappIdsOf } from './attempts-policy.ts';

const State = InboundEvent.shape.state;

const presentUpdate = (row: InboundEventRow): MessageExchange['updates'][number] => ({
  kind: row.kind,
  state: State.parse(row.state),
  payload: row.payload,
  receivedAt: row.received_at.toISOString(),
});

/** What went to the provider and came from it for one message, for whoever looks for the cause of something. */
@Injectable()
export class FindExchange {
  constructor(
    private readonly find: FindMessage,
    private readonly messages: MessagesQueries,
    private readonly updates: InboundEventsQueries,
    private readonly connections: Connections,
    private readonly channels: Channels,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: MessageId): Promise<MessageExchange> {
    const message = await this.find.execute(caller, id);
    const connection = await this.connections.of(caller.tenantId, message.instanceId);
    const channel = this.channels.for(connection.channel);
    return {
      request: await this.#request(message, connection, channel),
      attempts: attemptsOf(message),
      updates: await this.#updates(message, connection, channel),
    };
  }

  async #updates(
    message: MessageWithHistory,
    { tenantId, instanceId }: Connection,
    channel: Channel,
  ): Promise<MessageExchange['updates']> {
    const statuses = message.statuses.map(({ status, at }) => ({ status, at: new Date(at) }));
    const keys = whatsappIdsOf(message).flatMap((whatsappId) => channel.updateKeys({ whatsappId, statuses }));
    return (await this.updates.byKeys(tenantId, instanceId, keys)).map(presentUpdate);
  }

  /** Null for what our number's phone sent too: nobody here wrote it down. */
  async #request(
    message: MessageWithHistory,
    connection: Connection,
    channel: Channel,
  ): Promise<ProviderRequest | null> {
    const content = OutboundContent.safeParse(message.message);
    if (channel.requestOf === undefined || message.direction !== 'outbound' || !content.success) return null;
    const answered =
      message.replyTo === null ? null : await this.messages.answered(connection.tenantId, message.replyTo);
    try {
      return channel.requestOf(connection, {
        id: message.id,
        recipient: parseRecipient(message.recipient),
        content: content.data,
        // The provider's own id of a file changes; ours tells which one it is.
        media: new Map(
          mediaReferences(content.data).map(({ mediaId }) => [
            mediaId,
            { kind: 'provider', providerMediaId: mediaId },
          ]),
        ),
        replyToWhatsappId: answered?.whatsappId,
      });
    } catch {
      // What cannot be written down never went out, and its attempts say so.
      return null;
    }
  }
}
