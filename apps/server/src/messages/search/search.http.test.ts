import { randomUUID } from 'node:crypto';
import { FoundMessagePage, InstanceId, type TenantId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let test: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
let instanceId: InstanceId;

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
  instanceId = await seedMessages(tenant.tenantId, 'Quero saber o preço da entrega');
});
afterAll(() => test.close());

/** An instance on which Maria wrote the same text three times, a second apart. */
async function seedMessages(tenantId: TenantId, text: string): Promise<InstanceId> {
  const id = InstanceId.parse(randomUUID());
  await ownerQuery(
    test.database,
    `with i as (insert into instances (id, tenant_id, name, phone_number, channel) values ($2, $1, 'i', '+5511', 'web')),
     k as (insert into contacts (id, tenant_id, name) values ($3, $1, 'Maria')),
     c as (insert into conversations (id, tenant_id, instance_id, contact_id) values ($4, $1, $2, $3))
     insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, created_at)
     select gen_random_uuid(), $1, $2, $4, '+5511', '+5512', 'inbound', 'delivered',
       jsonb_build_object('type', 'text', 'content', $5::text), timestamptz '2026-11-20 12:00Z' + n * interval '1 second'
     from generate_series(1, 3) n`,
    [tenantId, id, randomUUID(), randomUUID(), text],
  );
  return id;
}

const search = (query: Record<string, string>, headers = tenant.authorization('viewer')) =>
  test.app.inject({ method: 'GET', url: '/messages/search', query, headers });

it('200 gives messages with the contact and the words that were found, page by page', async () => {
  const first = await search({ text: 'precos', limit: '2' });
  expect(first.statusCode).toBe(200);
  const page = FoundMessagePage.parse(first.json());
  expect(page.items).toMatchObject([
    {
      createdAt: '2026-11-20T12:00:03.000Z',
      instanceId,
      contact: { name: 'Maria' },
      snippet: { text: 'Quero saber o preço da entrega', marks: [{ start: 14, end: 19 }] },
    },
    { createdAt: '2026-11-20T12:00:02.000Z' },
  ]);
  const second = FoundMessagePage.parse(
    (await search({ text: 'precos', limit: '2', cursor: page.nextCursor ?? '' })).json(),
  );
  expect(second).toMatchObject({ items: [{ createdAt: '2026-11-20T12:00:01.000Z' }], nextCursor: null });
});

it.each([
  [{ text: 'a' }, 'invalid_request', 'text'],
  [{ text: 'preço', from: 'ontem' }, 'invalid_request', 'from'],
  [{ text: 'preço', type: 'letter' }, 'invalid_request', 'type'],
  [{ text: 'preço', cursor: 'x' }, 'invalid_cursor', undefined],
])('400 to %j', async (query: Record<string, string>, code, path) => {
  const response = await search(query);
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ code, ...(path !== undefined && { errors: [{ path }] }) });
});

it('403 to a key that may not read messages', async () => {
  const { headers } = await seedApiKey(test, tenant.tenantId, { permissions: ['messages:send'] });
  expect((await search({ text: 'preço' }, headers)).statusCode).toBe(403);
});

it('another tenant, and a key of another instance, find nothing', async () => {
  const other = await seedApiKey(test, tenant.tenantId, { instanceIds: [InstanceId.parse(randomUUID())] });
  for (const headers of [stranger.authorization('viewer'), other.headers])
    for (const filter of [undefined, { instanceId }])
      expect((await search({ text: 'preço', ...filter }, headers)).json()).toEqual({
        items: [],
        nextCursor: null,
      });
});

it('words that mean nothing by themselves find nothing', async () => {
  expect((await search({ text: 'para o' })).json()).toEqual({ items: [], nextCursor: null });
});
