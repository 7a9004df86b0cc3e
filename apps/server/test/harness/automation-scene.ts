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
import { createMessagingScene, type MessagingScene } from './messaging-scene.ts';
import { ownerQuery } from './seed.ts';
import type { AnswerRequest } from './webhook-receiver.ts';

/** A customer who writes to a number, and what becomes of it. */
export class AutomationScene {
  readonly messaging: MessagingScene;

  constructor(messaging: MessagingScene) {
    this.messaging = messaging;
  }

  sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return ownerQuery(this.messaging.cloud.database, text, values);
  }

  /** The one agent of the number that is active; those of earlier tests are no more, and nobody waits for an answer. */
  async onlyAgent(type: Agent['type'], configuration: object): Promise<Agent> {
    await this.sql(`update conversations set status = 'closed', agent_id = null, assigned_at = null`);
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

/** A connected number with room for the agents of many tests. */
export async function createAutomationScene(): Promise<AutomationScene> {
  const scene = new AutomationScene(await createMessagingScene());
  await scene.sql('update instances set max_agents = 100');
  return scene;
}

/** Answers with a value as JSON. */
export const json =
  (body: unknown): AnswerRequest =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

/** One answer after the other; the last one stays. */
export const inTurn =
  (...answers: [AnswerRequest, ...AnswerRequest[]]): AnswerRequest =>
  (response, request, count) => {
    (answers[Math.min(count, answers.length) - 1] ?? answers[0])(response, request, count);
  };

/** What a service that speaks chat completions answers; it took 100 tokens. */
export const completion = (
  content: string | null,
  call?: { name: string; arguments: string },
): AnswerRequest =>
  json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'um-modelo',
    choices: [
      {
        index: 0,
        finish_reason: call === undefined ? 'stop' : 'tool_calls',
        message: {
          role: 'assistant',
          content,
          ...(call !== undefined && { tool_calls: [{ id: 'call_1', type: 'function', function: call }] }),
        },
      },
    ],
    usage: { prompt_tokens: 90, completion_tokens: 10, total_tokens: 100 },
  });

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
