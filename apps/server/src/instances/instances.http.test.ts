import type { Instance } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCloudScene, type CloudScene } from '../../test/harness/cloud-scene.ts';
import { seedApiKey, seedTenant } from '../../test/harness/seed.ts';
import { SendingInstances } from './index.ts';

let scene: CloudScene;
beforeAll(async () => {
  scene = await createCloudScene();
});
afterAll(async () => {
  await scene.close();
});

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
async function call(
  method: Method,
  url: string,
  payload?: object,
  headers = scene.tenant.authorization('developer'),
) {
  return scene.app.inject({ method, url, headers, ...(payload && { payload }) });
}

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

describe('POST /instances', () => {
  test('makes a disconnected instance and never gives the secrets back', async () => {
    const response = await call('POST', '/instances', {
      name: 'Atendimento Vendas',
      phoneNumber: '+5511999999999',
      description: 'Loja do centro',
      channel: 'cloud',
      cloud: scene.access(),
      settings: { messagesPerSecond: 20 },
    });
    expect(response.statusCode).toBe(201);
    const instance = response.json<Instance>();
    expect(instance).toMatchObject({
      name: 'Atendimento Vendas',
      phoneNumber: '+5511999999999',
      description: 'Loja do centro',
      channel: 'cloud',
      status: 'disconnected',
      qrCode: null,
      maxAgents: 10,
      isActive: true,
      settings: { messagesPerSecond: 20, inDoubtPolicy: 'hold', pacing: 'human', newContactsPerDay: null },
      cloud: {
        phoneNumberId: scene.number.id,
        businessAccountId: scene.account.id,
        apiBaseUrl: scene.simulator.url,
        apiVersion: 'v25.0',
      },
    });
    expect(instance.webhookUrl).toMatch(
      new RegExp(`^http://127\\.0\\.0\\.1:\\d+/channels/cloud/${instance.id}/webhook$`),
    );
    const shown = await call('GET', `/instances/${instance.id}`);
    expect(shown.json()).toEqual(instance);
    for (const secret of [scene.account.accessToken, scene.account.appSecret, 'a verify token'])
      expect(response.body + shown.body).not.toContain(secret);
  });

  test('secrets are sealed at rest and masked in the audit', async () => {
    const { id } = await scene.createInstance({ phoneNumber: freshNumber() });
    await call('PATCH', `/instances/${id}`, { cloud: { accessToken: 'a new token' } });
    const stored = await rows<{ kind: string; value: Buffer }>(
      'select kind, value from channel_credentials where instance_id = $1 order by kind',
      [id],
    );
    expect(stored.map(({ kind }) => kind)).toEqual(['accessToken', 'appSecret', 'verifyToken']);
    for (const { value } of stored) expect(value.toString('latin1')).not.toContain('token');
    const audit = JSON.stringify(
      await rows('select action, changes from audit_logs where resource_id = $1', [id]),
    );
    expect(audit).toContain('instance.created');
    expect(audit).toContain('instance.updated');
    expect(audit).toContain('accessToken');
    expect(audit).not.toContain('a new token');
    expect(audit).not.toContain(scene.account.appSecret);
  });

  test('a number is used once in a tenant, and freely in another', async () => {
    const phoneNumber = freshNumber();
    await scene.createInstance({ phoneNumber });
    const body = { name: 'Zwei', phoneNumber, channel: 'cloud', cloud: scene.access() };
    const again = await call('POST', '/instances', body);
    expect([again.statusCode, again.json<{ code: string }>().code]).toEqual([409, 'conflict']);
    const other = await seedTenant(scene);
    expect((await call('POST', '/instances', body, other.authorization('developer'))).statusCode).toBe(201);
  });

  test.each<[string, object, number, string, string | undefined]>([
    [
      'a proxy for the Cloud API',
      {
        phoneNumber: '+5511988887777',
        channel: 'cloud',
        cloud: {},
        web: { proxyUrl: 'http://proxy.example.com:3128' },
      },
      400,
      'invalid_request',
      undefined,
    ],
    [
      'a number without +',
      { phoneNumber: '5511988887777', channel: 'cloud', cloud: {} },
      400,
      'invalid_request',
      'cloud.phoneNumberId',
    ],
    [
      'cloud without access',
      { phoneNumber: '+5511988887777', channel: 'cloud' },
      400,
      'invalid_request',
      'cloud',
    ],
    ['an unknown field', { phoneNumber: '+5511988887777', color: 'red' }, 400, 'invalid_request', ''],
    [
      'too many agents',
      { phoneNumber: '+5511988887777', maxAgents: 101 },
      400,
      'invalid_request',
      'maxAgents',
    ],
  ])('%s is refused', async (_, body, status, code, path) => {
    const response = await call('POST', '/instances', { name: 'X', ...body });
    const problem = response.json<{ code: string; errors?: { path: string }[] }>();
    expect([response.statusCode, problem.code]).toEqual([status, code]);
    if (path !== undefined) expect(problem.errors?.map((error) => error.path)).toContain(path);
  });

  test('a number with a QR code needs no access, and is linked later', async () => {
    const phoneNumber = freshNumber();
    const response = await call('POST', '/instances', { name: 'X', phoneNumber });
    expect([response.statusCode, response.json()]).toMatchObject([
      201,
      {
        channel: 'web',
        status: 'disconnected',
        cloud: null,
        web: { proxyHost: null },
        owner: null,
        qrCode: null,
      },
    ]);
  });

  test('an impossible number and a private API address are refused', async () => {
    const body = { name: 'X', phoneNumber: '+55119', channel: 'cloud', cloud: scene.access() };
    expect((await call('POST', '/instances', body)).json()).toMatchObject({
      status: 400,
      errors: [{ path: 'phoneNumber' }],
    });
    const inside = {
      ...body,
      phoneNumber: freshNumber(),
      cloud: scene.access({ apiBaseUrl: 'http://10.0.0.1' }),
    };
    expect((await call('POST', '/instances', inside)).json()).toMatchObject({
      status: 422,
      code: 'address_not_allowed',
    });
  });

  test('the same Idempotency-Key makes one instance', async () => {
    const payload = { name: 'X', phoneNumber: freshNumber(), channel: 'cloud', cloud: scene.access() };
    const headers = { ...scene.tenant.authorization('developer'), 'idempotency-key': 'make-one' };
    const first = await call('POST', '/instances', payload, headers);
    const second = await call('POST', '/instances', payload, headers);
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json()).toEqual(first.json());
  });
});

describe('who may', () => {
  test('a viewer reads and does not write', async () => {
    const { id } = await scene.createInstance({ phoneNumber: freshNumber() });
    const viewer = scene.tenant.authorization('viewer');
    expect((await call('GET', `/instances/${id}`, undefined, viewer)).statusCode).toBe(200);
    for (const [method, url] of [
      ['PATCH', `/instances/${id}`],
      ['DELETE', `/instances/${id}`],
      ['POST', `/instances/${id}/connect`],
      ['POST', `/instances/${id}/disconnect`],
    ] as const)
      expect((await call(method, url, method === 'PATCH' ? {} : undefined, viewer)).statusCode).toBe(403);
  });

  test("another tenant's instance is not found, on every route", async () => {
    const { id } = await scene.createInstance({ phoneNumber: freshNumber() });
    const stranger = (await seedTenant(scene)).authorization('tenant_manager');
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/connect'],
      ['POST', '/disconnect'],
      ['GET', '/qr'],
      ['GET', '/status'],
    ] as const)
      expect(
        (await call(method, `/instances/${id}${path}`, method === 'PATCH' ? {} : undefined, stranger))
          .statusCode,
      ).toBe(404);
    expect((await call('GET', `/templates?instanceId=${id}`, undefined, stranger)).statusCode).toBe(404);
    expect((await call('GET', '/instances', undefined, stranger)).json()).toEqual({
      items: [],
      nextCursor: null,
    });
    expect((await call('GET', `/instances/${id}`)).json()).toMatchObject({ status: 'disconnected' });
  });

  test('an API key limited to instances sees those alone', async () => {
    const mine = await scene.createInstance({ phoneNumber: freshNumber() });
    const other = await scene.createInstance({ phoneNumber: freshNumber() });
    const key = await seedApiKey(scene, scene.tenant.tenantId, { instanceIds: [mine.id] });
    const listed = (await call('GET', '/instances', undefined, key.headers)).json<{ items: Instance[] }>();
    expect(listed.items.map(({ id }) => id)).toEqual([mine.id]);
    expect((await call('GET', `/instances/${other.id}/status`, undefined, key.headers)).statusCode).toBe(404);
    expect((await call('DELETE', `/instances/${other.id}`, undefined, key.headers)).statusCode).toBe(404);
    const body = { name: 'X', phoneNumber: freshNumber(), channel: 'cloud', cloud: scene.access() };
    expect((await call('POST', '/instances', body, key.headers)).statusCode).toBe(403);
  });
});

test('GET /instances goes through all, newest first, page by page', async () => {
  const tenant = await seedTenant(scene);
  const headers = tenant.authorization('developer');
  const made: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const body = {
      name: `N${String(n)}`,
      phoneNumber: freshNumber(),
      channel: 'cloud',
      cloud: scene.access(),
    };
    made.unshift((await call('POST', '/instances', body, headers)).json<Instance>().id);
  }
  const first = (await call('GET', '/instances?limit=2', undefined, headers)).json<{
    items: Instance[];
    nextCursor: string;
  }>();
  const second = (
    await call('GET', `/instances?limit=2&cursor=${first.nextCursor}`, undefined, headers)
  ).json<{
    items: Instance[];
    nextCursor: null;
  }>();
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
  expect(second.nextCursor).toBeNull();
  expect((await call('GET', '/instances?status=connected', undefined, headers)).json()).toEqual({
    items: [],
    nextCursor: null,
  });
});

describe('PATCH and DELETE', () => {
  test('what is left out stays', async () => {
    const made = await scene.createInstance({ phoneNumber: freshNumber() });
    const response = await call('PATCH', `/instances/${made.id}`, {
      name: 'Novo',
      settings: { inDoubtPolicy: 'resend' },
      cloud: { apiVersion: 'v24.0' },
      isActive: false,
    });
    const { updatedAt } = response.json<Instance>();
    expect(response.json()).toEqual({
      ...made,
      name: 'Novo',
      isActive: false,
      settings: {
        messagesPerSecond: null,
        inDoubtPolicy: 'resend',
        pacing: 'human',
        newContactsPerDay: null,
      },
      cloud: { ...made.cloud, apiVersion: 'v24.0' },
      updatedAt,
    });
    expect((await call('PATCH', `/instances/${made.id}`, { phoneNumber: '+5511988887777' })).statusCode).toBe(
      400,
    );
  });

  test('deletes the instance with everything of it, and leaves an audit row', async () => {
    const { id } = await scene.createInstance({ phoneNumber: freshNumber() });
    await call('POST', `/instances/${id}/connect`);
    expect((await call('DELETE', `/instances/${id}`)).statusCode).toBe(204);
    expect((await call('GET', `/instances/${id}`)).statusCode).toBe(404);
    expect((await call('DELETE', `/instances/${id}`)).statusCode).toBe(404);
    expect(await scene.app.get(SendingInstances).byId(id)).toBeUndefined();
    expect(await rows('select 1 from channel_credentials where instance_id = $1', [id])).toEqual([]);
    const audit = await rows<{ action: string }>('select action from audit_logs where resource_id = $1', [
      id,
    ]);
    expect(audit.map(({ action }) => action)).toContain('instance.deleted');
    expect(scene.number.callbackOverride).toBeNull();
  });
});
