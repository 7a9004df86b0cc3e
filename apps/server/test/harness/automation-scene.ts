import {
  Agent,
  AgentTurnPage,
  Conversation,
  type MessageId,
  type AgentTurn,
  type ConversationId,
  type Message,
} from '@recado/contracts';
import type { Customer } from '@recado/graph-api-simulator';
import { expect } from 'vitest';
import type { MessagingScene } from './messaging-scene.ts';
import { ownerQuery } from './seed.ts';

/** A customer who writes to a number, and what becomes of it. */
export class AutomationScene {
  readonly messaging: MessagingScene;

  constructor(messaging: MessagingScene) {
    this.messaging = messaging;
  }

  sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return ownerQuery(this.messaging.cloud.database, text, values);
  }

  /** The one agent of the number that is active; those of earlier tests are no more. */
  async onlyAgent(type: Agent['type'], configuration: object): Promise<Agent> {
    await this.sql('update agents set is_active = false');
    return this.anotherAgent(type, configuration);
  }

  async anotherAgent(type: Agent['type'], configuration: object = {}): Promise<Agent> {
    const { instanceId } = this.messaging;
    const payload = { instanceId, name: `Um ${type}`, type, configuration };
    const answer = await this.messaging.call('POST', '/agents', { payload });
    expect(answer).toMatchObject({ status: 201 });
    return Agent.parse(answer.body);
  }

  newCustomer(): Talk {
    return new Talk(this, this.messaging.newCustomer());
  }
}

/** One customer's conversation. */
export class Talk {
  readonly recipient: string;
  readonly telephone: Customer;
  readonly #scene: AutomationScene;

  constructor(scene: AutomationScene, { recipient, telephone }: { recipient: string; telephone: Customer }) {
    this.#scene = scene;
    this.recipient = recipient;
    this.telephone = telephone;
  }

  writes(...texts: string[]): void {
    for (const text of texts) this.telephone.sendText(text);
  }

  async messages(direction: Message['direction']): Promise<Message[]> {
    const newestFirst = await this.#scene.messaging.history({
      contact: this.recipient,
      direction,
      limit: '100',
    });
    return newestFirst.reverse();
  }

  /** What our side said, oldest first. */
  async heard(): Promise<unknown[]> {
    return (await this.messages('outbound')).map(({ message }) => message.content);
  }

  /** Resolves when our side has said this, and no more. */
  async hears(...contents: unknown[]): Promise<void> {
    await expect.poll(() => this.heard()).toEqual(contents);
  }

  async conversation(): Promise<Conversation> {
    const id = await this.id();
    return Conversation.parse((await this.#scene.messaging.call('GET', `/conversations/${id}`)).body);
  }

  async id(): Promise<ConversationId> {
    await expect.poll(async () => (await this.messages('inbound')).length).toBeGreaterThan(0);
    const [message] = await this.messages('inbound');
    if (message === undefined) throw new Error('Nothing was received');
    return message.conversationId;
  }

  async reaches(status: Conversation['status']): Promise<void> {
    await expect.poll(async () => (await this.conversation()).status).toBe(status);
  }

  /** What automatic agents did, oldest first. */
  async turns(): Promise<AgentTurn[]> {
    const { messaging } = this.#scene;
    const url = `/conversations/${await this.id()}/turns?limit=100`;
    return AgentTurnPage.parse((await messaging.call('GET', url, { role: 'viewer' })).body).items.reverse();
  }

  /** Resolves when the turns have ended so. */
  async ends(...states: AgentTurn['state'][]): Promise<AgentTurn[]> {
    await expect.poll(async () => (await this.turns()).map(({ state }) => state)).toEqual(states);
    return this.turns();
  }

  async received(): Promise<MessageId[]> {
    return (await this.messages('inbound')).map(({ id }) => id);
  }
}
