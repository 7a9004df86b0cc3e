import { randomUUID } from 'node:crypto';
import { QuickReply, QuickReplyPage, type Role } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownerQuery, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let test: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
});

interface Call {
  role?: Role;
  payload?: object;
  headers?: Record<string, string>;
}
const call = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  { role = 'developer', payload, headers }: Call = {},
) =>
  test.app.inject({
    method,
    url: `/quick-replies${path}`,
    headers: { ...tenant.authorization(role), ...headers },
    ...(payload && { payload }),
  });

async function create(shortcut: string, text = 'Olá'): Promise<QuickReply> {
  const answer = await call('POST', '', { payload: { shortcut, text } });
  expect(answer.statusCode).toBe(201);
  return QuickReply.parse(answer.json());
}

const shortcutsOf = async (query: string): Promise<string[]> =>
  QuickReplyPage.parse((await call('GET', query, { role: 'viewer' })).json()).items.map(
    ({ shortcut }) => shortcut,
  );

it('201 keeps it under its shortcut in small letters, and audits it', async () => {
  const reply = await create(' Prazo ', '  Até 3 dias, {{contact.name|cliente}}. ');
  expect(reply).toMatchObject({ shortcut: 'prazo', text: 'Até 3 dias, {{contact.name|cliente}}.' });
  expect((await call('GET', `/${reply.id}`, { role: 'viewer' })).json()).toEqual(reply);
  const rows = await ownerQuery(test.database, 'select action from audit_logs where resource_id = $1', [
    reply.id,
  ]);
  expect(rows).toEqual([{ action: 'quick_reply.created' }]);
});

it('the same request again, under its key, makes none anew', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const payload = { shortcut: 'prazo', text: 'Olá' };
  const first = await call('POST', '', { payload, headers });
  expect((await call('POST', '', { payload, headers })).json()).toEqual(first.json());
});

it('200 lists by shortcut and pages without gap or repetition', async () => {
  for (const shortcut of ['c', 'a', 'd', 'b', 'é']) await create(shortcut);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = QuickReplyPage.parse((await call('GET', `?limit=2${cursor}`)).json());
    seen.push(...page.items.map(({ shortcut }) => shortcut));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(['a', 'b', 'c', 'd', 'é']);
});

it('200 finds by the beginning of the shortcut first, then by the text', async () => {
  await create('a-prazo', 'Pagamos a prazo');
  await create('entrega', 'O PRAZO é de 3 dias');
  await create('prazo', 'Três dias');
  await create('cem', 'Cem por cento');
  expect(await shortcutsOf('?text=Prazo')).toEqual(['prazo', 'a-prazo', 'entrega']);
  expect(await shortcutsOf('?text=%25')).toEqual([]);
  expect(await shortcutsOf('?text=')).toHaveLength(4);
});

it('200 changes what is given; 409 for a shortcut that another one has', async () => {
  const [one, other] = [await create('um'), await create('dois')];
  const changed = await call('PATCH', `/${one.id}`, { payload: { text: 'Novo' } });
  expect(changed.json()).toMatchObject({ shortcut: 'um', text: 'Novo' });
  expect((await call('PATCH', `/${one.id}`, { payload: { shortcut: 'UM' } })).statusCode).toBe(200);
  expect((await call('PATCH', `/${one.id}`, { payload: { shortcut: 'dois' } })).json()).toMatchObject({
    status: 409,
    code: 'conflict',
  });
  expect((await call('POST', '', { payload: { shortcut: 'Dois', text: 'x' } })).statusCode).toBe(409);
  expect((await call('DELETE', `/${other.id}`)).statusCode).toBe(204);
  expect((await call('DELETE', `/${other.id}`)).statusCode).toBe(404);
});

it.each([
  ['no shortcut', { text: 'x' }],
  ['a shortcut with blanks', { shortcut: 'a b', text: 'x' }],
  ['a shortcut that begins with a dash', { shortcut: '-a', text: 'x' }],
  ['a long shortcut', { shortcut: 'a'.repeat(33), text: 'x' }],
  ['an empty text', { shortcut: 'a', text: ' ' }],
  ['a text that WhatsApp would not take', { shortcut: 'a', text: 'x'.repeat(4_097) }],
  ['an unknown field', { shortcut: 'a', text: 'x', colour: 'red' }],
])('400 for %s', async (_, payload) => {
  expect((await call('POST', '', { payload })).json()).toMatchObject({ code: 'invalid_request' });
});

it('403 for a viewer who writes; each tenant has its own', async () => {
  const reply = await create('prazo');
  expect((await call('POST', '', { role: 'viewer', payload: { shortcut: 'a', text: 'x' } })).statusCode).toBe(
    403,
  );
  const headers = stranger.authorization('admin');
  expect((await call('GET', `/${reply.id}`, { headers })).statusCode).toBe(404);
  expect((await call('PATCH', `/${reply.id}`, { headers, payload: { text: 'x' } })).statusCode).toBe(404);
  expect((await call('DELETE', `/${reply.id}`, { headers })).statusCode).toBe(404);
  expect(QuickReplyPage.parse((await call('GET', '', { headers })).json()).items).toEqual([]);
  expect((await call('POST', '', { headers, payload: { shortcut: 'prazo', text: 'x' } })).statusCode).toBe(
    201,
  );
});
