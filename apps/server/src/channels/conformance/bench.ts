import { randomUUID } from 'node:crypto';
import { MediaKind, MessageId, type OutboundContent } from '@recado/contracts';
import type { Channel, ChannelSessions, MediaSource, OutboundMessage, SendOutcome } from '../channel.ts';
import type { InboundMessage, InboundUpdate } from '../inbound-update.ts';
import type { FromCustomer, ProviderWorld } from './provider-world.ts';
import { SAMPLE_LINK } from './samples.ts';

/** What a provider may take to tell, or to be reachable again, on a busy machine. */
const PATIENCE_MS = 12_000;
const LOOK_MS = 50;

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

  get channel(): Channel {
    return this.world.channel;
  }

  /** Undefined where the provider is asked anew each time. */
  get sessions(): ChannelSessions | undefined {
    return this.channel.sessions;
  }

  /** The channel names its messages; otherwise the provider does, and echoes our id. */
  get choosesIds(): boolean {
    return this.channel.newWhatsappId !== undefined;
  }

  message(content: OutboundContent, extra: Partial<OutboundMessage> = {}): OutboundMessage {
    return {
      id: MessageId.parse(randomUUID()),
      recipient: this.world.customer,
      content,
      media: new Map<string, MediaSource>(),
      replyToWhatsappId: undefined,
      whatsappId: this.channel.newWhatsappId?.(),
      ...extra,
    };
  }

  async send(
    content: OutboundContent,
    extra?: Partial<OutboundMessage>,
    connection = this.world.connection,
  ): Promise<SendOutcome> {
    return this.sendMessage(this.message(content, extra), connection);
  }

  /** A number whose session broke is used again once it is open. */
  async sendMessage(message: OutboundMessage, connection = this.world.connection): Promise<SendOutcome> {
    if (connection === this.world.connection) await this.opened();
    return this.channel.send(connection, await this.#withFiles(message));
  }

  /** Resolves when the number can send. */
  async opened(): Promise<void> {
    const { sessions } = this;
    if (sessions === undefined) return;
    const { instanceId } = this.world.connection;
    await this.#until(async () => (await sessions.placeOf(instanceId)) === 'here');
  }

  /** What the provider told since the last call, read as it comes out of the database. */
  async updates(): Promise<InboundUpdate[]> {
    const payloads = await this.world.told();
    return payloads.flatMap((payload) => this.channel.interpret(JSON.parse(JSON.stringify(payload))));
  }

  /** What the provider tells until what is looked for is among it. */
  async updatesUntil(isThere: (updates: InboundUpdate[]) => boolean): Promise<InboundUpdate[]> {
    const updates: InboundUpdate[] = [];
    await this.#until(async () => {
      updates.push(...(await this.updates()));
      return isThere(updates);
    });
    return updates;
  }

  async fromCustomer(sent: FromCustomer): Promise<InboundMessage> {
    await this.opened();
    await this.world.told();
    await this.world.customerSends(sent);
    const received = (await this.updatesUntil((updates) => updates.some(isTheirs))).find(isTheirs);
    if (received === undefined) throw new Error('Nothing came');
    return received;
  }

  /** What the provider does not fetch is with it before the message is sent, as the server sees to. */
  async #withFiles(message: OutboundMessage): Promise<OutboundMessage> {
    const kind = linkedKind(message.content);
    if (this.channel.capabilities.fetchesLinks || kind === undefined) return message;
    const file = this.world.linkedFile?.(kind);
    if (file === undefined) throw new Error('The world must say what the links lead to');
    const { providerMediaId } = await this.channel.uploadMedia(this.world.connection, file);
    return { ...message, media: new Map([[SAMPLE_LINK, { kind: 'provider', providerMediaId }]]) };
  }

  /** Waits for it, but not for ever: what the test expects then tells what is missing. */
  async #until(isThere: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await isThere()) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

const isTheirs = (update: InboundUpdate): update is InboundMessage =>
  update.kind === 'message' && update.isFromUs !== true;

/** What the link of a message leads to; undefined when it has none. */
function linkedKind({ type, content }: OutboundContent): MediaKind | undefined {
  return typeof content === 'object' && 'link' in content ? MediaKind.parse(type) : undefined;
}
