import type { MessageTemplates } from '@recado/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloudScene, type CloudScene } from '../../test/harness/cloud-scene.ts';
import { TemplateCatalog } from './index.ts';

let scene: CloudScene;
beforeAll(async () => {
  scene = await createCloudScene({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(async () => {
  await scene.close();
});

let last = 0;
const createInstance = async (cloud = {}) =>
  (await scene.createInstance({ phoneNumber: `+1555078${String(5_000 + (last += 1))}`, cloud })).id;
const list = (id: string, query = '', role: 'viewer' | 'developer' = 'viewer') =>
  scene.app.inject({
    method: 'GET',
    url: `/templates?instanceId=${id}${query}`,
    headers: scene.tenant.authorization(role),
  });
const namesOf = (body: MessageTemplates) => body.items.map(({ name }) => name);

test('lists all templates over several pages, with what each needs', async () => {
  const id = await createInstance();
  for (let n = 0; n < 120; n += 1)
    scene.simulator.addTemplate(scene.account.id, {
      name: `many_${String(n)}`,
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hi' }],
    });
  const response = await list(id);
  expect(response.statusCode).toBe(200);
  const body = response.json<MessageTemplates>();
  expect(namesOf(body).filter((name) => name.startsWith('many_'))).toHaveLength(120);
  expect(body.nextCursor).toBeNull();
  expect(
    body.items.find(({ name, language }) => name === 'order_update' && language === 'pt_BR'),
  ).toMatchObject({
    status: 'APPROVED',
    category: 'UTILITY',
    parameters: [
      { component: 'body', kind: 'text', name: '1', example: 'Ana' },
      { component: 'body', kind: 'text', name: '2', example: '1042' },
    ],
  });
});

test('gives what is known for a minute, and asks again when told to', async () => {
  const id = await createInstance();
  await list(id);
  scene.simulator.addTemplate(scene.account.id, {
    name: 'brand_new',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hi' }],
  });
  expect(namesOf((await list(id)).json())).not.toContain('brand_new');
  expect(namesOf((await list(id, '&refresh=true')).json())).toContain('brand_new');
});

test('filters by status, and names those that would do: approved ones, not for one-time codes', async () => {
  const id = await createInstance();
  const waiting = {
    name: 'waiting',
    language: 'en_US',
    category: 'UTILITY',
    status: 'PENDING',
    components: [{ type: 'BODY', text: 'Hi' }],
  } as const;
  scene.simulator.addTemplate(scene.account.id, { ...waiting, components: [...waiting.components] });
  expect(namesOf((await list(id, '&status=pending')).json())).toEqual(['waiting']);
  const names = await scene.app.get(TemplateCatalog).namesThatWouldDo(scene.tenant.tenantId, id);
  expect(names).toContain('hello_world');
  expect(names).not.toContain('waiting');
  expect(new Set(names).size).toBe(names.length);
});

test("Meta's refusal and silence are told to a reader, and never fail who only wants names", async () => {
  const refused = await createInstance({ accessToken: 'wrong' });
  const unreachable = await createInstance({ apiBaseUrl: 'http://127.0.0.1:1' });
  expect((await list(refused)).json()).toMatchObject({
    status: 422,
    code: 'provider_refused',
  });
  expect((await list(unreachable)).json()).toMatchObject({ status: 502, code: 'provider_unreachable' });
  for (const id of [refused, unreachable])
    expect(await scene.app.get(TemplateCatalog).namesThatWouldDo(scene.tenant.tenantId, id)).toEqual([]);
});
