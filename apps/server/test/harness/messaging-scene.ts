import {
  Message,
  MessagePage,
  MessageWithHistory,
  Problem,
  type InstanceId,
  type MessageId,
  type MessageWithContact,
  type Role,
} from '@recado/contracts';
import type { Customer, CustomerOptions } from '@recado/graph-api-simulator';
import { expect } from 'vitest';
import { createCloudScene, type CloudScene, type CloudSceneOptions } from './cloud-scene.ts';

interface Answer {
  status: number;
  body: unknown;
  headers: Record<string, unknown>;
}

/** A connected number, customers who write to it, and the calls of the messages API. */
export class MessagingScene {
  readonly cloud: CloudScene;
  readonly instanceId: InstanceId;
  #customers = 0;

  constructor(cloud: CloudScene, instanceId: InstanceId) {
    this.cloud = cloud;
    this.instanceId = instanceId;
  }

  /** A customer of whom nobody else in the file writes. */
  newCustomer(options: CustomerOptions = {}): { recipient: string; telephone: Customer } {
    this.#customers += 1;
    const waId = `55119${String(80_000_000 + this.#customers)}`;
    return {
      recipient: `+${waId}`,
      telephone: this.cloud.simulator.customer(this.cloud.number.id, waId, options),
    };
  }

  /** A customer whose window is open, because their message was received. */
  async writingCustomer(options: CustomerOptions = {}): Promise<{ recipient: string; telephone: Customer }> {
    const customer = this.newCustomer(options);
    customer.telephone.sendText('oi');
    await expect.poll(async () => (await this.history({ contact: customer.recipient })).length).toBe(1);
    return customer;
  }

  async call(
    method: 'GET' | 'POST',
    url: string,
    request: { role?: Role; payload?: object; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await this.cloud.app.inject({
      method,
      url,
      headers: { ...this.cloud.tenant.authorization(request.role ?? 'developer'), ...request.headers },
      ...(request.payload && { payload: request.payload }),
    });
    return { status: response.statusCode, body: response.json<unknown>(), headers: response.headers };
  }

  /** `POST /messages/send` as a developer; a text unless told otherwise. */
  send(
    fields: Record<string, unknown>,
    request: { role?: Role; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const payload = { instanceId: this.instanceId, message: { type: 'text', content: 'olá' }, ...fields };
    return this.call('POST', '/messages/send', { ...request, payload });
  }

  /** Sends and expects the promise of a 202. */
  async accepted(fields: Record<string, unknown>): Promise<Message> {
    const answer = await this.send(fields);
    expect(answer).toMatchObject({ status: 202 });
    return Message.parse(answer.body);
  }

  async find(id: MessageId): Promise<MessageWithHistory> {
    return MessageWithHistory.parse((await this.call('GET', `/messages/${id}`, { role: 'viewer' })).body);
  }

  async history(query: Record<string, string>): Promise<MessageWithContact[]> {
    const search = new URLSearchParams(query).toString();
    return MessagePage.parse((await this.call('GET', `/messages/history?${search}`, { role: 'viewer' })).body)
      .items;
  }

  /** Resolves when the message has come to a status. */
  async reaches(id: MessageId, status: Message['status']): Promise<void> {
    await expect.poll(async () => (await this.find(id)).status).toBe(status);
  }
}

/** Starts the app, the simulator, and a number that is connected. */
export async function createMessagingScene(options: CloudSceneOptions = {}): Promise<MessagingScene> {
  const cloud = await createCloudScene(options);
  const { id } = await cloud.createInstance();
  const scene = new MessagingScene(cloud, id);
  expect(await scene.call('POST', `/instances/${id}/connect`)).toMatchObject({
    body: { status: 'connected' },
  });
  return scene;
}

/** The fields that a problem names. */
export const pathsOf = (answer: Answer): string[] =>
  (Problem.parse(answer.body).errors ?? []).map(({ path }) => path);
