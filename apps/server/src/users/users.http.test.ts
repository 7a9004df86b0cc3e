import { Profile, User, type Role } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
const call = (method: Method, url: string, role: Role, payload?: object) =>
  test.app.inject({ method, url, headers: tenant.authorization(role), ...(payload && { payload }) });
const newUser = { email: 'New@Example.com', password: 'a long password', role: 'developer' };
const create = async () => User.parse((await call('POST', '/users', 'tenant_manager', newUser)).json());
const signIn = (email: string, password: string) =>
  test.app.inject({
    method: 'POST',
    url: '/auth/login',
    payload: { email, password, tenantId: tenant.tenantId },
  });

describe('who may use /users', () => {
  it.each<[Role, number, number]>([
    ['admin', 200, 201],
    ['tenant_manager', 200, 201],
    ['developer', 403, 403],
    ['viewer', 403, 403],
  ])('%s reads with %d and creates with %d', async (role, read, write) => {
    expect((await call('GET', '/users', role)).statusCode).toBe(read);
    expect((await call('POST', '/users', role, newUser)).statusCode).toBe(write);
  });

  it('a refusal names the permission that is missing', async () => {
    const response = await call('GET', '/users', 'viewer');
    expect(response.json()).toMatchObject({
      code: 'forbidden',
      detail: 'The permission users:read is needed',
    });
  });
});

describe('/users', () => {
  it('a created user can sign in, is listed, and is in the audit log without the password', async () => {
    const user = await create();
    expect(user).toMatchObject({ email: 'new@example.com', tenantId: tenant.tenantId, isActive: true });
    expect((await signIn(newUser.email, newUser.password)).statusCode).toBe(200);
    expect((await call('GET', `/users/${user.id}`, 'tenant_manager')).json()).toMatchObject({ id: user.id });
    const [log] = await ownerQuery(
      test.database,
      `select * from audit_logs where action = 'user.created' and resource_id = $1`,
      [user.id],
    );
    expect(log).toMatchObject({
      user_id: tenant.users.tenant_manager.id,
      changes: { after: { password: '••••' } },
    });
  });

  it('never shows a password hash', async () => {
    for (const path of ['/users', `/users/${tenant.users.viewer.id}`, '/me'])
      expect((await call('GET', path, 'tenant_manager')).body).not.toMatch(/argon2|password/i);
  });

  it('an email in another case is taken in the tenant and free in another', async () => {
    await create();
    const again = await call('POST', '/users', 'tenant_manager', { ...newUser, email: 'NEW@example.com' });
    expect(again.statusCode).toBe(409);
    const renamed = await call('PATCH', `/users/${tenant.users.viewer.id}`, 'tenant_manager', {
      email: 'nEw@example.com',
    });
    expect(renamed.statusCode).toBe(409);
    tenant = await seedTenant(test);
    expect((await call('POST', '/users', 'tenant_manager', newUser)).statusCode).toBe(201);
  });

  it('lists in pages, each user once', async () => {
    const seen: string[] = [];
    let url = '/users?limit=3';
    for (;;) {
      const page = (await call('GET', url, 'tenant_manager')).json<{
        items: User[];
        nextCursor: string | null;
      }>();
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      url = `/users?limit=3&cursor=${page.nextCursor}`;
    }
    expect(seen.toSorted()).toEqual(
      Object.values(tenant.users)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  it('gives the first answer again for the same Idempotency-Key', async () => {
    const once = () =>
      test.app.inject({
        method: 'POST',
        url: '/users',
        headers: { ...tenant.authorization('tenant_manager'), 'idempotency-key': 'k1' },
        payload: newUser,
      });
    const [first, second] = [await once(), await once()];
    expect(second.json()).toEqual(first.json());
  });

  it('a manager can neither make an admin nor become one, nor touch one', async () => {
    const admin = tenant.users.admin.id;
    const manager = tenant.users.tenant_manager.id;
    const refused = [
      await call('POST', '/users', 'tenant_manager', { ...newUser, role: 'admin' }),
      await call('PATCH', `/users/${manager}`, 'tenant_manager', { role: 'admin' }),
      await call('PATCH', `/users/${admin}`, 'tenant_manager', { password: 'taken over now' }),
      await call('DELETE', `/users/${admin}`, 'tenant_manager'),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403]);
  });

  it('two managers who remove each other at once leave one', async () => {
    await ownerQuery(test.database, `delete from users where tenant_id = $1 and role = 'admin'`, [
      tenant.tenantId,
    ]);
    const other = User.parse(
      (await call('POST', '/users', 'tenant_manager', { ...newUser, role: 'tenant_manager' })).json(),
    );
    const session = (await signIn(newUser.email, newUser.password)).json<{ access_token: string }>();
    const removeAs = (authorization: string, id: string) =>
      test.app.inject({ method: 'DELETE', url: `/users/${id}`, headers: { authorization } });
    const answers = await Promise.all([
      removeAs(tenant.authorization('tenant_manager').authorization, other.id),
      removeAs(`Bearer ${session.access_token}`, tenant.users.tenant_manager.id),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode === 204)).toHaveLength(1);
    const left = await ownerQuery(
      test.database,
      `select id from users where tenant_id = $1 and role = 'tenant_manager'`,
      [tenant.tenantId],
    );
    expect(left).toHaveLength(1);
  });

  it('single permissions take effect on the next request', async () => {
    const { id } = tenant.users.viewer;
    expect((await call('GET', '/users', 'viewer')).statusCode).toBe(403);
    await call('PATCH', `/users/${id}`, 'tenant_manager', {
      permissions: { add: ['users:read'], remove: [] },
    });
    expect((await call('GET', '/users', 'viewer')).statusCode).toBe(200);
  });

  it.each<[string, (id: string) => Promise<unknown>]>([
    ['deactivated', (id) => call('PATCH', `/users/${id}`, 'tenant_manager', { isActive: false })],
    ['removed', (id) => call('DELETE', `/users/${id}`, 'tenant_manager')],
    [
      'given another password',
      (id) => call('PATCH', `/users/${id}`, 'tenant_manager', { password: 'quite another' }),
    ],
  ])('a user who is %s is signed out at once', async (_, change) => {
    expect((await call('GET', '/me', 'viewer')).statusCode).toBe(200);
    await change(tenant.users.viewer.id);
    const response = await call('GET', '/me', 'viewer');
    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ code: 'unauthenticated' });
  });
});

describe("another tenant's users", () => {
  let other: SeededTenant;
  beforeEach(async () => {
    other = await seedTenant(test);
  });

  it('do not exist for a manager, by id or by naming the tenant', async () => {
    const { id } = other.users.viewer;
    const refused = [
      await call('GET', `/users/${id}`, 'tenant_manager'),
      await call('PATCH', `/users/${id}`, 'tenant_manager', { role: 'developer' }),
      await call('DELETE', `/users/${id}`, 'tenant_manager'),
      await call('GET', `/users?tenantId=${other.tenantId}`, 'tenant_manager'),
      await call('GET', `/users/${id}?tenantId=${other.tenantId}`, 'tenant_manager'),
      await call('DELETE', `/users/${id}?tenantId=${other.tenantId}`, 'tenant_manager'),
      await call('POST', '/users', 'tenant_manager', { ...newUser, tenantId: other.tenantId }),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404, 404, 404]);
  });

  it('are managed by an admin who names the tenant, with an Idempotency-Key as well', async () => {
    const created = await test.app.inject({
      method: 'POST',
      url: '/users',
      headers: { ...tenant.authorization('admin'), 'idempotency-key': 'k2' },
      payload: { ...newUser, tenantId: other.tenantId },
    });
    expect(created.statusCode).toBe(201);
    const { id } = User.parse(created.json());
    const named = `?tenantId=${other.tenantId}`;
    const page = (await call('GET', `/users${named}`, 'admin')).json<{ items: User[] }>();
    expect(new Set(page.items.map(({ tenantId }) => tenantId))).toEqual(new Set([other.tenantId]));
    expect((await call('PATCH', `/users/${id}${named}`, 'admin', { role: 'viewer' })).statusCode).toBe(200);
    expect((await call('DELETE', `/users/${id}${named}`, 'admin')).statusCode).toBe(204);
    expect((await call('GET', `/users/${id}`, 'admin')).statusCode).toBe(404);
  });

  it('a tenant that does not exist is 404 for an admin', async () => {
    const nowhere = '0198f3c0-0000-7000-8000-000000000000';
    expect((await call('GET', `/users?tenantId=${nowhere}`, 'admin')).statusCode).toBe(404);
  });
});

describe('/me', () => {
  it('tells a user who they are and what they may do', async () => {
    const profile = Profile.parse((await call('GET', '/me', 'viewer')).json());
    expect(profile).toMatchObject({
      type: 'user',
      role: 'viewer',
      email: 'viewer@example.com',
      tenant: { id: tenant.tenantId, slug: tenant.slug },
    });
    expect(profile.permissions).not.toContain('messages:send');
  });

  it('tells an API key what it may do', async () => {
    const key = await seedApiKey(test, tenant.tenantId, { permissions: ['profile:read', 'messages:send'] });
    const response = await test.app.inject({ url: '/me', headers: key.headers });
    expect(Profile.parse(response.json())).toMatchObject({
      type: 'api_key',
      id: key.id,
      permissions: ['profile:read', 'messages:send'],
    });
  });

  it('a new password needs the current one, ends the other sessions and spares this one', async () => {
    const change = (currentPassword: string) =>
      call('PATCH', '/me', 'viewer', { currentPassword, newPassword: 'quite another' });
    const { email } = tenant.users.viewer;
    const other = (await signIn(email, SEED_PASSWORD)).json<{ access_token: string }>();
    const wrong = await change('not the password');
    expect(wrong.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: 'currentPassword' }] });
    expect((await change(SEED_PASSWORD)).statusCode).toBe(200);
    const elsewhere = await test.app.inject({
      url: '/me',
      headers: { authorization: `Bearer ${other.access_token}` },
    });
    expect(elsewhere.statusCode).toBe(401);
    expect((await call('GET', '/me', 'viewer')).statusCode).toBe(200);
    expect((await signIn(email, SEED_PASSWORD)).statusCode).toBe(401);
    expect((await signIn(email, 'quite another')).statusCode).toBe(200);
  });

  it('a new email is used from then on, unless it is taken', async () => {
    const change = (email: string) =>
      call('PATCH', '/me', 'viewer', { currentPassword: SEED_PASSWORD, email });
    expect((await change('DEVELOPER@example.com')).statusCode).toBe(409);
    expect((await change('renamed@example.com')).json()).toMatchObject({ email: 'renamed@example.com' });
    expect((await signIn('renamed@example.com', SEED_PASSWORD)).statusCode).toBe(200);
  });

  it('an API key cannot change a profile', async () => {
    const key = await seedApiKey(test, tenant.tenantId);
    const response = await test.app.inject({
      method: 'PATCH',
      url: '/me',
      headers: key.headers,
      payload: { currentPassword: SEED_PASSWORD, newPassword: 'quite another' },
    });
    expect(response.statusCode).toBe(403);
  });
});
