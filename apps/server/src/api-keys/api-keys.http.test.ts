import { ApiKeyPage, CreatedApiKey, InstanceId, type Role } from '@recado/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let test: TestApp;
let tenant: SeededTenant;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  tenant = await seedTenant(test);
});

const request = { name: 'CRM', permissions: ['profile:read', 'messages:send'] };
const create = (headers: { authorization: string }, difference: object = {}) =>
  test.app.inject({ method: 'POST', url: '/api-keys', headers, payload: { ...request, ...difference } });
const createAs = (role: Role, difference: object = {}) => create(tenant.authorization(role), difference);
const remove = (id: string) =>
  test.app.inject({ method: 'DELETE', url: `/api-keys/${id}`, headers: tenant.authorization('developer') });
const me = async (key: string) =>
  (await test.app.inject({ url: '/me', headers: { authorization: `Bearer ${key}` } })).statusCode;

async function insertInstance(): Promise<InstanceId> {
  const id = InstanceId.parse(randomUUID());
  await ownerQuery(
    test.database,
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'One', $3, 'cloud')`,
    [id, tenant.tenantId, `+55${id.slice(0, 8)}`],
  );
  return id;
}

it('a key is shown once, works, and only its hash is kept', async () => {
  const response = await createAs('developer');
  expect(response.statusCode).toBe(201);
  const { key, ...apiKey } = CreatedApiKey.parse(response.json());
  expect(key).toMatch(/^rk_[0-9A-Za-z]{43}$/);
  expect(key.startsWith(apiKey.prefix)).toBe(true);
  expect(await me(key)).toBe(200);
  const list = await test.app.inject({ url: '/api-keys', headers: tenant.authorization('developer') });
  expect(list.body).not.toContain(key);
  expect(ApiKeyPage.parse(list.json()).items).toMatchObject([{ id: apiKey.id, name: 'CRM' }]);
  const stored = await ownerQuery(test.database, 'select * from api_keys where key_hash = sha256($1)', [
    Buffer.from(key),
  ]);
  expect(stored).toHaveLength(1);
  expect(JSON.stringify(await ownerQuery(test.database, 'select * from audit_logs'))).not.toContain(key);
});

it('the same Idempotency-Key gives the same key again, which is not readable in the database', async () => {
  const headers = { ...tenant.authorization('developer'), 'idempotency-key': 'once' };
  const [first, second] = [await create(headers), await create(headers)];
  const { key } = CreatedApiKey.parse(first.json());
  expect(second.json()).toEqual(first.json());
  const kept = await ownerQuery(test.database, 'select * from idempotency_keys where tenant_id = $1', [
    tenant.tenantId,
  ]);
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(key);
});

it.each<[Role, number, number]>([
  ['admin', 200, 201],
  ['tenant_manager', 200, 201],
  ['developer', 200, 201],
  ['viewer', 403, 403],
])('%s lists with %d and creates with %d', async (role, read, write) => {
  const list = await test.app.inject({ url: '/api-keys', headers: tenant.authorization(role) });
  expect(list.statusCode).toBe(read);
  expect((await createAs(role)).statusCode).toBe(write);
});

it('a key cannot do more than its maker', async () => {
  expect((await createAs('developer', { permissions: ['users:write'] })).statusCode).toBe(403);
  expect((await createAs('tenant_manager', { permissions: ['tenants:write'] })).statusCode).toBe(403);
});

it('a key limited to an instance makes keys with no wider reach', async () => {
  const [mine, another] = [await insertInstance(), await insertInstance()];
  const maker = await seedApiKey(test, tenant.tenantId, { instanceIds: [mine] });
  expect((await create(maker.headers)).statusCode).toBe(403);
  expect((await create(maker.headers, { instanceIds: [another] })).statusCode).toBe(403);
  expect((await create(maker.headers, { instanceIds: [mine] })).statusCode).toBe(201);
});

it("an instance of another tenant is named as one that isn't there", async () => {
  const theirs = await insertInstance();
  tenant = await seedTenant(test);
  const response = await createAs('developer', { instanceIds: [await insertInstance(), theirs] });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ errors: [{ path: 'instanceIds.1' }] });
});

it('a key whose time is over is refused, and none is made that is over at once', async () => {
  const key = await seedApiKey(test, tenant.tenantId, { expiresAt: new Date(Date.now() - 1) });
  expect(await me(key.key)).toBe(401);
  expect((await createAs('developer', { expiresAt: '2020-01-01T00:00:00Z' })).statusCode).toBe(400);
});

it('a removed key is refused at once, and removing it again is 404', async () => {
  const { id, key } = CreatedApiKey.parse((await createAs('developer')).json());
  expect(await me(key)).toBe(200);
  expect((await remove(id)).statusCode).toBe(204);
  expect(await me(key)).toBe(401);
  expect((await remove(id)).statusCode).toBe(404);
});

it('a key that removes itself is gone', async () => {
  const { id, headers, key } = await seedApiKey(test, tenant.tenantId);
  const response = await test.app.inject({ method: 'DELETE', url: `/api-keys/${id}`, headers });
  expect(response.statusCode).toBe(204);
  expect(await me(key)).toBe(401);
});

it("another tenant's key does not exist", async () => {
  const key = await seedApiKey(test, tenant.tenantId);
  tenant = await seedTenant(test);
  expect((await remove(key.id)).statusCode).toBe(404);
  expect(await me(key.key)).toBe(200);
});

it('a key is not an administrator of the platform, whatever it may do', async () => {
  const other = await seedTenant(test);
  const key = await seedApiKey(test, tenant.tenantId, { permissions: ['users:read', 'users:write'] });
  const response = await test.app.inject({ url: `/users?tenantId=${other.tenantId}`, headers: key.headers });
  expect(response.statusCode).toBe(404);
});
