import { Instance, InstancePage } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { administratorAt, type ApiClient } from '../harness/api.ts';
import { Fleet } from '../harness/fleet.ts';
import {
  connectionOf,
  createWebNumber,
  pairWebNumber,
  qrTextOf,
  reaches,
  startWebScene,
  type WebScene,
} from '../harness/web-numbers.ts';

let scene: WebScene;
let fleet: Fleet;
let client: ApiClient;

beforeAll(async () => {
  scene = await startWebScene();
  fleet = new Fleet(scene.settings);
  const { url } = await fleet.start();
  client = await administratorAt(url);
});
afterAll(async () => {
  await fleet.stop();
  await scene.close();
});

it('a number is linked by QR code, and again without a scan after the server was stopped and started', async () => {
  const { instanceId, phone } = await pairWebNumber(client, scene.simulator);
  const [linked] = phone.companions.values();
  await fleet.restart(0, 'stopped');
  await reaches(client, instanceId, 'connected');
  expect([...phone.companions.values()]).toEqual([linked]);
});

it('a number is linked by the code that is typed on the phone', async () => {
  const { instanceId, phone } = await createWebNumber(client, scene.simulator);
  await client.expect('POST', `/instances/${instanceId}/connect`);
  await qrTextOf(client, instanceId);
  const { code } = z
    .object({ code: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/) })
    .parse(await client.expect('POST', `/instances/${instanceId}/pairing-code`, {}));
  await phone.enterPairingCode(code.replace('-', ''));
  await reaches(client, instanceId, 'connected');
});

it('who holds a session is shown with the instances', async () => {
  const { instanceId } = await pairWebNumber(client, scene.simulator);
  const page = InstancePage.parse(await client.expect('GET', '/instances?limit=100'));
  expect(page.items.find(({ id }) => id === instanceId)?.owner?.name).toMatch(/./);
});

it('another device that takes the session is explained, and the link survives', async () => {
  const { instanceId, phone, phoneNumber } = await pairWebNumber(client, scene.simulator);
  scene.simulator.faults.add({ match: { account: phoneNumber }, fault: { kind: 'streamError', code: 440 } });
  await expect
    .poll(async () => (await connectionOf(client, instanceId)).reason?.code, { timeout: 20_000 })
    .toBe('replaced');
  expect(phone.companions.size).toBe(1);
  await client.expect('POST', `/instances/${instanceId}/connect`);
  await reaches(client, instanceId, 'connected');
});

it('a logout on the phone ends the link: the keys are wiped and the reason is told', async () => {
  const { instanceId, phone } = await pairWebNumber(client, scene.simulator);
  const [deviceId] = phone.companions.keys();
  phone.logOut(deviceId ?? 0);
  await reaches(client, instanceId, 'failed');
  expect((await connectionOf(client, instanceId)).reason?.code).toBe('logged_out');
  const database = new pg.Client({ connectionString: scene.postgres.connectionString });
  await database.connect();
  const { rows } = await database.query('select kind from channel_credentials where instance_id = $1', [
    instanceId,
  ]);
  await database.end();
  expect(rows).toEqual([]);
});

it('a logout by the API ends the link at WhatsApp too', async () => {
  const { instanceId, phone } = await pairWebNumber(client, scene.simulator);
  await client.expect('POST', `/instances/${instanceId}/disconnect`, { logout: true });
  await expect.poll(() => phone.companions.size).toBe(0);
  const instance = Instance.parse(await client.expect('GET', `/instances/${instanceId}`));
  expect(instance.status).toBe('disconnected');
});
