import { afterAll, beforeAll, expect, it } from 'vitest';
import { rolePermissions } from '@recado/contracts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { AuthenticateCaller } from './authenticate-caller.ts';

let test: TestApp;
let tenant: SeededTenant;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  tenant = await seedTenant(test);
});
afterAll(() => test.close());

const callerOf = (headers: Record<string, string>) =>
  test.app.get(AuthenticateCaller, { strict: false }).execute({ headers, ip: '203.0.113.7' });

it('an access token stands for its user, with the permissions of the role', async () => {
  const caller = await callerOf({ ...tenant.authorization('viewer'), 'user-agent': 'curl' });
  expect(caller).toMatchObject({
    tenantId: tenant.tenantId,
    userId: tenant.users.viewer.id,
    isPlatformAdmin: false,
    ipAddress: '203.0.113.7',
    userAgent: 'curl',
  });
  expect(caller.permissions).toEqual(rolePermissions.viewer);
});

it('an API key stands for its tenant, with the permissions it was given', async () => {
  const key = await seedApiKey(test, tenant.tenantId, { permissions: ['messages:send'] });
  const caller = await callerOf(key.headers);
  expect(caller).toMatchObject({ tenantId: tenant.tenantId, apiKeyId: key.id, userId: undefined });
  expect(caller.permissions).toEqual(new Set(['messages:send']));
});

it('an expired API key is refused', async () => {
  const key = await seedApiKey(test, tenant.tenantId, { expiresAt: new Date(Date.now() - 1000) });
  await expect(callerOf(key.headers)).rejects.toMatchObject({ code: 'unauthenticated' });
});

it.each([
  ['nothing', {}],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['a token that is none', { authorization: 'Bearer abc.def.ghi' }],
  ['an unknown API key', { authorization: 'Bearer rk_unknown' }],
])('%s is refused', async (_, headers) => {
  await expect(callerOf(headers)).rejects.toMatchObject({ code: 'unauthenticated' });
});
