import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery, seedApiKey, seedTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { ApiKeyUsage } from './api-key-usage.ts';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());

it('the last use is noted, at most once a minute', async () => {
  const { tenantId } = await seedTenant(test);
  const { id, headers } = await seedApiKey(test, tenantId);
  const use = () => test.app.inject({ url: '/me', headers });
  const lastUse = async () => {
    await test.app.get(ApiKeyUsage, { strict: false }).settled();
    const [row] = await ownerQuery(test.database, 'select last_used_at from api_keys where id = $1', [id]);
    return row?.['last_used_at'];
  };
  expect(await lastUse()).toBeNull();
  await use();
  const first = await lastUse();
  expect(first).toBeInstanceOf(Date);
  await use();
  expect(await lastUse()).toEqual(first);
});
