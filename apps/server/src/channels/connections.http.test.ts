import { TenantId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloudScene, type CloudScene } from '../../test/harness/cloud-scene.ts';
import { seedTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { SystemClock } from '../platform/clock.ts';
import { CredentialsRepository } from './credentials.repository.ts';
import { Connections, Channels } from './index.ts';
import { ConnectionsQueries } from './connections.queries.ts';
import { Database } from '../platform/database/database.ts';

let scene: CloudScene;
beforeAll(async () => {
  scene = await createCloudScene({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(async () => {
  await scene.close();
});

/** The connections of another process, whose clock the test moves. */
function otherProcess(app: TestApp['app']): { connections: Connections; pass: (ms: number) => void } {
  let passedMs = 0;
  class MovedClock extends SystemClock {
    override monotonicMs(): number {
      return 1_000 + passedMs;
    }
  }
  const clock = new MovedClock();
  return {
    connections: new Connections(
      app.get(Database),
      new ConnectionsQueries(),
      app.get(CredentialsRepository, { strict: false }),
      clock,
    ),
    pass: (ms) => {
      passedMs += ms;
    },
  };
}

test('gives settings and opened secrets, and the adapter of the channel', async () => {
  const { id } = await scene.createInstance();
  const connections = scene.app.get(Connections, { strict: false });
  const connection = await connections.of(scene.tenant.tenantId, id);
  expect(connection).toEqual({
    tenantId: scene.tenant.tenantId,
    instanceId: id,
    channel: 'cloud',
    phoneNumber: '+15550783881',
    settings: {
      phoneNumberId: scene.number.id,
      businessAccountId: scene.account.id,
      apiBaseUrl: scene.simulator.url,
      apiVersion: 'v25.0',
    },
    secrets: {
      accessToken: scene.account.accessToken,
      appSecret: scene.account.appSecret,
      verifyToken: 'a verify token',
    },
  });
  expect(await connections.ofInstance(id)).toEqual(connection);
  expect(scene.app.get(Channels, { strict: false }).for(connection.channel).kind).toBe('cloud');
});

test("another tenant's instance is not found, and asking in vain does not hide it from its owner", async () => {
  const { id } = await scene.createInstance({ phoneNumber: '+15550784001' });
  const { connections } = otherProcess(scene.app);
  const stranger = await seedTenant(scene);
  await expect(connections.of(stranger.tenantId, id)).rejects.toMatchObject({ code: 'not_found' });
  expect(await connections.of(scene.tenant.tenantId, id)).toMatchObject({ instanceId: id });
});

test('a change is seen at once in its own process, and within 5 s in another', async () => {
  const { id } = await scene.createInstance({ phoneNumber: '+15550784002' });
  const here = scene.app.get(Connections, { strict: false });
  const there = otherProcess(scene.app);
  const { tenantId } = scene.tenant;
  const tokens = async () => [
    (await here.of(tenantId, id)).secrets['accessToken'],
    (await there.connections.of(tenantId, id)).secrets['accessToken'],
  ];
  const old = scene.account.accessToken;
  expect(await tokens()).toEqual([old, old]);
  await scene.app.inject({
    method: 'PATCH',
    url: `/instances/${id}`,
    headers: scene.tenant.authorization('developer'),
    payload: { cloud: { accessToken: 'new' } },
  });
  expect(await tokens()).toEqual(['new', old]);
  there.pass(5_000);
  expect(await tokens()).toEqual(['new', 'new']);
});

test('a secret that was moved to another instance does not open', async () => {
  const [from, to] = [
    await scene.createInstance({ phoneNumber: '+15550784003' }),
    await scene.createInstance({ phoneNumber: '+15550784004' }),
  ];
  const client = new pg.Client({ connectionString: scene.database.connectionString });
  await client.connect();
  await client.query(
    `update channel_credentials t set value = f.value from channel_credentials f
     where t.instance_id = $1 and f.instance_id = $2 and t.kind = f.kind`,
    [to.id, from.id],
  );
  await client.end();
  await expect(
    otherProcess(scene.app).connections.of(TenantId.parse(scene.tenant.tenantId), to.id),
  ).rejects.toThrow();
});

test('with another secret key nothing opens, and the error is ours', async () => {
  const { id } = await scene.createInstance({ phoneNumber: '+15550784005' });
  const other = await createTestApp({ database: scene.database, settings: { RECADO_ROLE: 'api' } });
  try {
    const response = await other.app.inject({
      method: 'POST',
      url: `/channels/cloud/${id}/webhook`,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': 'sha256=00' },
      payload: '{}',
    });
    expect(response.statusCode).toBe(500);
  } finally {
    await other.close();
  }
});
