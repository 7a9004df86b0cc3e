import { InstanceId } from '@recado/contracts';
import {
  startGraphApiSimulator,
  type Behaviour,
  type BusinessAccount,
  type GraphApiSimulator,
  type PhoneNumber,
} from '@recado/graph-api-simulator';
import { ConnectInstance, CreateInstance } from '../../src/instances/index.ts';
import { systemActor } from '../../src/audit/index.ts';
import type { SeededRows } from './seed.ts';
import type { TestApp } from './test-app.ts';

export interface CloudNumber {
  instanceId: InstanceId;
  account: BusinessAccount;
  number: PhoneNumber;
}

/** Meta's end of the wire, quick unless told otherwise; close it after the app. */
export async function startMeta(behaviour: Partial<Behaviour> = {}): Promise<GraphApiSimulator> {
  return startGraphApiSimulator({
    behaviour: {
      sentDelayMs: 0,
      deliveredDelayMs: 0,
      readDelayMs: 0,
      replyDelayMs: 0,
      webhookBatchWindowMs: 1,
      ...behaviour,
    },
  });
}

let count = 0;

/** A number of the simulator that is connected to the app, which must listen. */
export async function connectedNumber(
  { app }: TestApp,
  { tenantId }: Pick<SeededRows, 'tenantId'>,
  meta: GraphApiSimulator,
  settings: { messagesPerSecond?: number; inDoubtPolicy?: 'hold' | 'resend' } = {},
): Promise<CloudNumber> {
  count += 1;
  const phoneNumber = `+1650555${String(count).padStart(4, '0')}`;
  const account = meta.addBusinessAccount();
  const number = meta.addPhoneNumber({ businessAccountId: account.id, displayPhoneNumber: phoneNumber });
  const { id } = await app.get(CreateInstance, { strict: false }).execute(tenantId, systemActor, {
    name: `Number ${String(count)}`,
    phoneNumber,
    channel: 'cloud',
    maxAgents: 10,
    cloud: {
      phoneNumberId: number.id,
      businessAccountId: account.id,
      accessToken: account.accessToken,
      appSecret: account.appSecret,
      verifyToken: 'checked',
      apiBaseUrl: meta.url,
    },
    settings,
  });
  const connection = await app.get(ConnectInstance, { strict: false }).execute(tenantId, systemActor, id);
  if (connection.status !== 'connected') throw new Error(`Not connected: ${JSON.stringify(connection)}`);
  return { instanceId: id, account, number };
}
