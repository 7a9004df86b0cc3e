import { Tenant, TenantPage, type Role } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  ownerQuery,
  SEED_PASSWORD,
  seedApiKey,
  seedTenant,
  type SeededTenant,
} from '../../test/harness/seed.ts';
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

const call = (method: 'GET' | 'POST' | 'PATCH', url: string, role: Role, payload?: object) =>
  test.app.inject({ method, url, headers: tenant.authorization(role), ...(payload && { payload }) });
const newTenant = () => ({ name: 'Acme', slug: `acme-${Math.random().toString(36).slice(2)}` });

it.each<[Role, number, number, number, number]>([
  ['admin', 200, 201, 200, 200],
  ['tenant_manager', 403, 403, 403, 403],
  ['developer', 403, 403, 403, 403],
  ['viewer', 403, 403, 403, 403],
])('%s: list %d, create %d, get %d, change %d', async (role, ...expected) => {
  const own = `/tenants/${tenant.tenantId}`;
  const answers = [
    await call('GET', '/tenants', role),
    await call('POST', '/tenants', role, newTenant()),
    await call('GET', own, role),
    await call('PATCH', own, role, { name: 'Renamed' }),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(expected);
});

it('a tenant is made, read, changed and found in the list', async () => {
  const created = Tenant.parse((await call('POST', '/tenants', 'admin', newTenant())).json());
  expect(created).toMatchObject({ name: 'Acme', settings: {}, isActive: true });
  const changes = { name: 'Acme Brasil', settings: { locale: 'pt-BR' } };
  const changed = Tenant.parse((await call('PATCH', `/tenants/${created.id}`, 'admin', changes)).json());
  expect(changed).toMatchObject({ ...changes, slug: created.slug });
  expect((await call('GET', `/tenants/${created.id}`, 'admin')).json()).toEqual(changed);
  const page = TenantPage.parse((await call('GET', '/tenants?limit=100', 'admin')).json());
  expect(page.items.map(({ id }) => id)).toContain(created.id);
});

it('the change is in the audit log of the tenant and of the platform', async () => {
  const { id } = Tenant.parse((await call('POST', '/tenants', 'admin', newTenant())).json());
  await call('PATCH', `/tenants/${id}`, 'admin', { name: 'Renamed' });
  const logs = await ownerQuery(
    test.database,
    `select tenant_id, changes from audit_logs where resource_id = $1 and action = 'tenant.updated'`,
    [id],
  );
  expect(logs.map((log) => log['tenant_id']).toSorted()).toEqual([id, tenant.tenantId].toSorted());
  expect(logs[0]?.['changes']).toEqual({ before: { name: 'Acme' }, after: { name: 'Renamed' } });
});

it.each([
  ['is taken', () => tenant.slug, 409],
  ['has capitals', () => 'Acme', 400],
  ['looks like an id', () => '0198f3c0-0000-7000-8000-000000000001', 400],
])('a slug that %s is refused', async (_, slug, status) => {
  expect((await call('POST', '/tenants', 'admin', { name: 'Acme', slug: slug() })).statusCode).toBe(status);
  const { id } = Tenant.parse((await call('POST', '/tenants', 'admin', newTenant())).json());
  expect((await call('PATCH', `/tenants/${id}`, 'admin', { slug: slug() })).statusCode).toBe(status);
});

it('a deactivated tenant is shut out at once: tokens, API keys and sign-in', async () => {
  const other = await seedTenant(test);
  const key = await seedApiKey(test, other.tenantId);
  const { email } = other.users.viewer;
  const tries = async () => {
    const answers = [
      await test.app.inject({ url: '/me', headers: other.authorization('viewer') }),
      await test.app.inject({ url: '/me', headers: key.headers }),
      await test.app.inject({
        method: 'POST',
        url: '/auth/login',
        payload: { email, password: SEED_PASSWORD, tenantId: other.slug },
      }),
    ];
    return answers.map(({ statusCode }) => statusCode);
  };
  expect(await tries()).toEqual([200, 200, 200]);
  await call('PATCH', `/tenants/${other.tenantId}`, 'admin', { isActive: false });
  expect(await tries()).toEqual([401, 401, 401]);
  await call('PATCH', `/tenants/${other.tenantId}`, 'admin', { isActive: true });
  expect(await tries()).toEqual([200, 200, 200]);
});

it('an administrator cannot deactivate the own tenant', async () => {
  const response = await call('PATCH', `/tenants/${tenant.tenantId}`, 'admin', { isActive: false });
  expect(response.statusCode).toBe(409);
});
