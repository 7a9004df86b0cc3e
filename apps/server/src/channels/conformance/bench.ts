import { randomUUID } from 'node:crypto';
import { MessageId, type OutboundContent } from '@recado/contracts';
import type { MediaSource, OutboundMessage, SendOutcome } from '../channel.ts';
import type { InboundMessage, InboundUpdate } from '../inbound-update.ts';
import type { FromCustomer, ProviderWorld } from './provider-world.ts';

/** The world of one run, and what its tests do with it over and over. */
export class Bench {
  #world: ProviderWorld | undefined;

  set world(world: ProviderWorld) {
    this.#world = world;
  }

  get world(): ProviderWorld {
    if (this.#world === undefined) throw new Error('The world is not made yet');
    return this.#world;
  }

  message(content: OutboundContent, extra: Partial<OutboundMessage> = {}): OutboundMessage {
    return {
      id: MessageId.parse(randomUUID()),
      recipient: this.world.customer,
      content,
      media: new Map<string, MediaSource>(),
      replyToWhatsappId: undefined,
      ...extra,
    };
  }

  send(
    content: OutboundContent,
    extra?: Partial<OutboundMessage>,
    connection = this.world.connection,
  ): Promise<SendOutcome> {
    return this.world.channel.send(connection, this.message(content, extra));
  }

  /** What the provider told since the last call, read as it comes out of the database. */
  async updates(): Promise<InboundUpdate[]> {
    const payloads = await this.world.told();
    return payloads.flatMap((payload) => this.world.channel.interpret(JSON.parse(JSON.stringify(payload))));
  }

  async fromCustomer(sent: FromCustomer): Promise<InboundMessage> {
    await this.world.told();
    this.world.customerSends(sent);
    const received = (await this.updates()).find((update) => update.kind === 'message');
    if (received === undefined) throw new Error('Nothing came');
    return received;
  }
}
