import type { InstanceConnection, InstanceId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createCloudScene, type CloudScene } from '../../test/harness/cloud-scene.ts';
import { Database } from '../platform/database/database.ts';
import { PauseInstance, SendingInstances } from './index.ts';

let scene: CloudScene;
beforeAll(async () => {
  scene = await createCloudScene();
});
afterAll(async () => {
  await scene.close();
});

const call = (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
  scene.app.inject({
    method,
    url,
    headers: scene.tenant.authorization('developer'),
    ...(payload && { payload }),
  });

async function rows<Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: scene.database.connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(query, values)).rows;
  } finally {
    await client.end();
  }
}

let last = 0;
/** A number that no other test uses. */
const freshNumber = () => `+1555078${String(4_000 + (last += 1))}`;
const connectionOf = async (id: string) =>
  (await call('GET', `/instances/${id}/status`)).json<InstanceConnection>();

let id: InstanceId;
beforeEach(async () => {
  ({ id } = await scene.createInstance({ phoneNumber: freshNumber() }));
});

test('checks the number, points the webhooks here, and reports', async () => {
  const response = await call('POST', `/instances/${id}/connect`);
  expect(response.statusCode).toBe(200);
  expect(response.json()).toMatchObject({
    id,
    channel: 'cloud',
    status: 'connected',
    failure: null,
    report: {
      displayName: 'Jaspers Market',
      phoneNumber: '+1 555-078-3881',
      quality: 'GREEN',
      messagingLimit: 'TIER_1K',
      throughput: 'STANDARD',
    },
  });
  expect(await connectionOf(id)).toEqual(response.json());
  expect(scene.number.callbackOverride?.url).toContain(`/channels/cloud/${id}/webhook`);
  expect(scene.account.isSubscribed).toBe(true);
  expect(await scene.app.get(SendingInstances).byId(id)).toMatchObject({
    status: 'connected',
    messagesPerSecond: 80,
    inDoubtPolicy: 'hold',
    pacing: 'human',
    newContactsPerDay: null,
    isActive: true,
    reason: null,
  });
  const events = await rows<{ type: string; data: object }>(
    'select type, data from events where instance_id = $1',
    [id],
  );
  expect(events).toMatchObject([
    { type: 'instance.connected', data: { instance: { id, status: 'connected' } } },
  ]);
  const audit = await rows<{ action: string }>(
    'select action from audit_logs where resource_id = $1 order by created_at',
    [id],
  );
  expect(audit.map(({ action }) => action)).toEqual([
    'instance.created',
    'instance.connecting',
    'instance.connected',
  ]);
});

test.each<[string, object, string, RegExp]>([
  [
    'a wrong token',
    { accessToken: 'wrong' },
    '190',
    /access token.*wrong or has expired.*Invalid OAuth access token/,
  ],
  ['a number that is not there', { phoneNumberId: '999' }, '803', /does not know.*/],
  ['an account that is not there', { businessAccountId: '999' }, '803', /does not know.*/],
  [
    'a server that is not there',
    { apiBaseUrl: 'http://127.0.0.1:1' },
    'connection_refused',
    /could not be reached/,
  ],
])("%s fails with Meta's reason", async (_, cloud, code, reason) => {
  await call('PATCH', `/instances/${id}`, { cloud });
  const connection = (await call('POST', `/instances/${id}/connect`)).json<InstanceConnection>();
  expect(connection).toMatchObject({ status: 'failed', failure: { code } });
  expect(connection.failure?.reason).toMatch(reason);
  expect(await scene.app.get(SendingInstances).of(scene.tenant.tenantId, id)).toMatchObject({
    status: 'failed',
    reason: connection.failure?.reason,
  });
  const [event] = await rows<{ type: string; data: object }>(
    'select type, data from events where instance_id = $1',
    [id],
  );
  expect(event).toMatchObject({ type: 'instance.failed', data: { failure: { code } } });
});

test('corrected credentials are used at once', async () => {
  await call('PATCH', `/instances/${id}`, { cloud: { accessToken: 'wrong' } });
  expect((await call('POST', `/instances/${id}/connect`)).json()).toMatchObject({ status: 'failed' });
  await call('PATCH', `/instances/${id}`, { cloud: { accessToken: scene.account.accessToken } });
  expect((await call('POST', `/instances/${id}/connect`)).json()).toMatchObject({
    status: 'connected',
    failure: null,
  });
});

test('disconnect stops it and gives the webhook address back', async () => {
  await call('POST', `/instances/${id}/connect`);
  const response = await call('POST', `/instances/${id}/disconnect`);
  expect(response.json()).toMatchObject({ status: 'disconnected', failure: null });
  expect(scene.number.callbackOverride).toBeNull();
  const events = await rows<{ type: string }>('select type from events where instance_id = $1 order by seq', [
    id,
  ]);
  expect(events.map(({ type }) => type)).toEqual(['instance.connected', 'instance.disconnected']);
  expect((await call('POST', `/instances/${id}/disconnect`)).json()).toMatchObject({
    status: 'disconnected',
  });
});

test("an account's address is given back only by the instance that it leads to", async () => {
  const other = await scene.createInstance({ phoneNumber: freshNumber() });
  await call('POST', `/instances/${id}/connect`);
  expect(scene.account.callbackOverride?.url).toContain(id);
  await call('POST', `/instances/${other.id}/connect`);
  await call('POST', `/instances/${id}/disconnect`);
  expect(scene.account.callbackOverride?.url).toContain(other.id);
  await call('POST', `/instances/${other.id}/disconnect`);
  expect(scene.account.callbackOverride).toBeNull();
  expect(scene.account.isSubscribed).toBe(true);
});

test('disconnect works while WhatsApp does not answer', async () => {
  await call('POST', `/instances/${id}/connect`);
  await call('PATCH', `/instances/${id}`, { cloud: { apiBaseUrl: 'http://127.0.0.1:1' } });
  expect((await call('POST', `/instances/${id}/disconnect`)).json()).toMatchObject({
    status: 'disconnected',
  });
});

test('a lane pauses a connected instance, once, with the reason', async () => {
  await call('POST', `/instances/${id}/connect`);
  const pause = () =>
    scene.app
      .get(Database)
      .inTenant(scene.tenant.tenantId, (tx) =>
        scene.app
          .get(PauseInstance)
          .execute(scene.tenant.tenantId, tx, id, { code: '190', reason: 'expired' }),
      );
  await pause();
  await pause();
  expect(await connectionOf(id)).toMatchObject({
    status: 'failed',
    failure: { code: '190', reason: 'expired' },
  });
  const events = await rows<{ type: string }>('select type from events where instance_id = $1 order by seq', [
    id,
  ]);
  expect(events.map(({ type }) => type)).toEqual(['instance.connected', 'instance.failed']);
});

test('the QR code is not used on the Cloud API', async () => {
  const response = await call('GET', `/instances/${id}/qr`);
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([409, 'qr_not_used']);
});
