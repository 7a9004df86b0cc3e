import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Instance, InstanceConnection, InstanceQrCode, type InstanceId } from '@recado/contracts';
import {
  muteSignalLibrary,
  startWhatsappWebSimulator,
  type Account,
  type WhatsappWebSimulator,
} from '@recado/whatsapp-web-simulator';
import { expect } from 'vitest';
import { ADMINISTRATOR, type ApiClient } from './api.ts';
import { startScratchPostgres, type ScratchPostgres } from './postgres.ts';

/** WhatsApp's end of the wire, a database, and the settings of servers that connect to both. */
export interface WebScene {
  simulator: WhatsappWebSimulator;
  postgres: ScratchPostgres;
  settings: Record<string, string>;
  close(): Promise<void>;
}

export async function startWebScene(options: { isDurable?: boolean } = {}): Promise<WebScene> {
  const postgres = await startScratchPostgres(options);
  muteSignalLibrary(console);
  const simulator = await startWhatsappWebSimulator();
  return {
    simulator,
    postgres,
    settings: {
      ...ADMINISTRATOR,
      DATABASE_URL: postgres.connectionString,
      RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
      RECADO_WHATSAPP_WEB_ENDPOINT: JSON.stringify(simulator.endpoint),
    },
    close: async () => {
      await simulator.close();
      await postgres.stop();
    },
  };
}

export interface WebNumber {
  instanceId: InstanceId;
  phoneNumber: string;
  /** The phone that is linked. */
  phone: Account;
}

let numbers = 0;

/** Makes an instance of channel web and the account whose phone will be linked; not connected yet. */
export async function createWebNumber(
  client: ApiClient,
  simulator: WhatsappWebSimulator,
  settings: Record<string, unknown> = {},
): Promise<WebNumber> {
  numbers += 1;
  const phoneNumber = `+55119700${String(numbers).padStart(5, '0')}`;
  const phone = simulator.addAccount({ phoneNumber, name: `Company ${String(numbers)}` });
  const { id } = Instance.parse(
    await client.expect('POST', '/instances', {
      name: `Web ${String(numbers)}`,
      phoneNumber,
      channel: 'web',
      settings: { pacing: 'off', messagesPerSecond: 1_000, ...settings },
    }),
  );
  return { instanceId: id, phoneNumber, phone };
}

export const connectionOf = async (client: ApiClient, id: InstanceId): Promise<InstanceConnection> =>
  InstanceConnection.parse(await client.expect('GET', `/instances/${id}/status`));

/** Waits until the number stands so. `timeout` is in milliseconds. */
export const reaches = (
  client: ApiClient,
  id: InstanceId,
  status: InstanceConnection['status'],
  timeout = 30_000,
): Promise<void> =>
  expect.poll(async () => (await connectionOf(client, id)).status, { timeout, interval: 50 }).toBe(status);

/** The text of the QR code, once there is one. */
export async function qrTextOf(client: ApiClient, id: InstanceId): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { status, body } = await client.call('GET', `/instances/${id}/qr`);
    if (status === 200) return InstanceQrCode.parse(body).code;
    await pause(50);
  }
  throw new Error('There never was a QR code');
}

/** Makes a number and links it as a person would: connect, scan, wait. */
export async function pairWebNumber(
  client: ApiClient,
  simulator: WhatsappWebSimulator,
  settings: Record<string, unknown> = {},
): Promise<WebNumber> {
  const number = await createWebNumber(client, simulator, settings);
  await client.expect('POST', `/instances/${number.instanceId}/connect`);
  await number.phone.scan(await qrTextOf(client, number.instanceId));
  await reaches(client, number.instanceId, 'connected');
  return number;
}
