import { randomUUID } from 'node:crypto';
import {
  InstanceId,
  Media,
  Message,
  MessageWithHistory,
  type InstanceSettingsChanges,
  type MediaId,
  type MessageId,
} from '@recado/contracts';
import {
  startWhatsappWebSimulator,
  type Account,
  type AccountInput,
  type ReceivedMessage,
  type SimulatorOptions,
  type WhatsappWebSimulator,
} from '@recado/whatsapp-web-simulator';
import { expect, vi } from 'vitest';
import { Channels, Connections, type Connection } from '../../src/channels/index.ts';
import { ownerQuery, seedTenant, type SeededTenant } from '../harness/seed.ts';
import { uploadRequest } from '../media/upload-request.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';

/** What connecting and settling may take on a busy machine. */
const PATIENCE = { timeout: 20_000, interval: 50 };

/** A number that a simulated phone linked to the app. */
export interface LinkedNumber {
  instanceId: InstanceId;
  account: Account;
  connection: Connection;
}

/** The app, the multi-device simulator, and numbers linked by QR code. */
export class WebScene {
  #numbers = 0;

  constructor(
    readonly simulator: WhatsappWebSimulator,
    readonly test: TestApp,
    readonly tenant: SeededTenant,
  ) {}

  /** An account of whom nobody else in the file writes. */
  newAccount(input: Partial<AccountInput> = {}): Account {
    this.#numbers += 1;
    return this.simulator.addAccount({
      phoneNumber: `+55119${String(70_000_000 + this.#numbers)}`,
      ...input,
    });
  }

  /** An instance of a phone that did not link it yet. */
  async makeInstance(settings: InstanceSettingsChanges = { pacing: 'off' }): Promise<LinkedNumber> {
    const account = this.newAccount();
    const instanceId = InstanceId.parse(randomUUID());
    await ownerQuery(
      this.test.database,
      `insert into instances (id, tenant_id, name, phone_number, channel, status, whatsapp_config)
       values ($1, $2, 'Loja', $3, 'web', 'disconnected', $4)`,
      [instanceId, this.tenant.tenantId, `+${account.phone}`, JSON.stringify({ sending: settings })],
    );
    return { instanceId, account, connection: await this.connectionOf(instanceId) };
  }

  /** An instance whose session is open. */
  async linkNumber(
    settings?: InstanceSettingsChanges,
    history: Account['history'] = [],
  ): Promise<LinkedNumber> {
    const number = await this.makeInstance(settings);
    const { instanceId: id, account, connection } = number;
    account.history = history;
    expect(await this.call('POST', `/instances/${id}/connect`)).toMatchObject({ status: 200 });
    const qrCode = await vi.waitFor(async () => {
      const shown = await this.#channel.sessions?.qrCode(connection);
      expect(shown).toBeDefined();
      return shown?.text ?? '';
    }, PATIENCE);
    await account.scan(qrCode);
    await vi.waitFor(async () => {
      expect(await this.#channel.sessions?.placeOf(id)).toBe('here');
      expect(await this.#statusOf(id)).toBe('connected');
    }, PATIENCE);
    return number;
  }

  connectionOf(instanceId: InstanceId): Promise<Connection> {
    return this.test.app.get(Connections, { strict: false }).of(this.tenant.tenantId, instanceId);
  }

  get #channel() {
    return this.test.app.get(Channels, { strict: false }).for('web');
  }

  async #statusOf(id: InstanceId): Promise<unknown> {
    const [row] = await ownerQuery(this.test.database, 'select status from instances where id = $1', [id]);
    return row?.['status'];
  }

  async call(method: 'GET' | 'POST', url: string, payload?: object) {
    const response = await this.test.app.inject({
      method,
      url,
      headers: this.tenant.authorization('developer'),
      ...(payload && { payload }),
    });
    return { status: response.statusCode, body: response.json<unknown>() };
  }

  /** Sends over the API and expects the promise of a 202; a text unless told otherwise. */
  async accepted(
    number: LinkedNumber,
    fields: { recipient: string } & Record<string, unknown>,
  ): Promise<Message> {
    const { instanceId } = number;
    const answer = await this.call('POST', '/messages/send', {
      instanceId,
      message: { type: 'text', content: 'olá' },
      ...fields,
    });
    expect(answer).toMatchObject({ status: 202 });
    return Message.parse(answer.body);
  }

  /** Keeps a file, as a sender would. */
  async upload(bytes: Buffer, fileName: string): Promise<MediaId> {
    const form = uploadRequest({ bytes, fileName });
    const headers = { ...form.headers, ...this.tenant.authorization('developer') };
    const response = await this.test.app.inject({
      method: 'POST',
      url: '/media',
      payload: form.payload,
      headers,
    });
    return Media.parse(response.json()).id;
  }

  /** Resolves with the message as it arrived on somebody's phone. */
  async arrived(account: Account, { whatsappId }: Message): Promise<ReceivedMessage> {
    return vi.waitFor(() => {
      const found = account.received().find((received) => received.whatsappId === whatsappId);
      if (found === undefined) throw new Error('It has not arrived');
      return found;
    }, PATIENCE);
  }

  async find(id: MessageId): Promise<MessageWithHistory> {
    return MessageWithHistory.parse((await this.call('GET', `/messages/${id}`)).body);
  }

  /** Resolves with the message once it is as it should be. */
  async seen(id: MessageId, isIt: (message: MessageWithHistory) => boolean): Promise<MessageWithHistory> {
    return vi.waitFor(async () => {
      const message = await this.find(id);
      if (!isIt(message)) throw new Error(`It is ${JSON.stringify(message)}`);
      return message;
    }, PATIENCE);
  }

  /** Resolves when the message has come to a status. */
  async reaches(id: MessageId, status: Message['status']): Promise<MessageWithHistory> {
    return vi.waitFor(async () => {
      const message = await this.find(id);
      expect(message).toMatchObject({ status });
      return message;
    }, PATIENCE);
  }

  async close(): Promise<void> {
    await this.test.close();
    await this.simulator.close();
  }
}

/** Starts the app beside a simulator. */
export async function createWebScene(options: SimulatorOptions = {}): Promise<WebScene> {
  const simulator = await startWhatsappWebSimulator(options);
  const test = await createTestApp({
    settings: {
      RECADO_WHATSAPP_WEB_ENDPOINT: JSON.stringify(simulator.endpoint),
      RECADO_WEB_CONNECTS_PER_SECOND: '100',
    },
    listen: true,
  });
  return new WebScene(simulator, test, await seedTenant(test));
}
