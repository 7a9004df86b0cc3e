import { afterAll, beforeAll, expect, it } from 'vitest';
import { createContactsScene, type ContactsScene } from '../../test/harness/contacts-scene.ts';
import { ownerQuery } from '../../test/harness/seed.ts';

const url = '/settings/tenant';

let scene: ContactsScene;
beforeAll(async () => {
  scene = await createContactsScene();
});
afterAll(() => scene.close());

it('a manager renames the tenant, and nothing else of it; another one keeps its name', async () => {
  const { tenantId, slug } = scene.tenant;
  const others = scene.other.authorization('viewer');
  const before = await scene.call('GET', url, { headers: others });
  const renamed = await scene.call('PUT', url, { role: 'tenant_manager', payload: { name: ' Jaspers ' } });
  expect(renamed).toMatchObject({ status: 200, body: { id: tenantId, slug, name: 'Jaspers' } });
  expect(await scene.call('GET', url, { role: 'viewer' })).toEqual(renamed);
  expect(await scene.call('GET', url, { headers: others })).toEqual(before);
  expect(
    await ownerQuery(
      scene.database,
      `select user_id from audit_logs where tenant_id = $1 and action = 'tenant.updated'`,
      [tenantId],
    ),
  ).toEqual([{ user_id: scene.tenant.users.tenant_manager.id }]);
});

it.each([{}, { name: '' }, { name: 'Acme', slug: 'acme' }])('400: %j', async (payload) => {
  expect((await scene.call('PUT', url, { role: 'tenant_manager', payload })).status).toBe(400);
});

it('403: a developer and a viewer', async () => {
  for (const role of ['developer', 'viewer'] as const)
    expect((await scene.call('PUT', url, { role, payload: { name: 'Mine' } })).status).toBe(403);
});
