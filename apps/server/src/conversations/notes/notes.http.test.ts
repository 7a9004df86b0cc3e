import { randomUUID } from 'node:crypto';
import { Note, NotePage, type ConversationId, type Role } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seedConversation, seedInstance } from '../../../test/harness/conversations.ts';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let test: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
let id: ConversationId;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
});
afterAll(() => test.close());
beforeEach(async () => {
  const instanceId = await seedInstance(test, tenant.tenantId);
  ({ id } = await seedConversation(test, tenant.tenantId, { instanceId }));
});

interface Call {
  role?: Role;
  payload?: object;
  headers?: Record<string, string>;
}
const call = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { role = 'developer', payload, headers }: Call = {},
) =>
  test.app.inject({
    method,
    url: `/conversations/${id}/notes${path}`,
    headers: headers ?? tenant.authorization(role),
    ...(payload && { payload }),
  });

async function newNote(text: string, role: Role = 'developer'): Promise<Note> {
  const answer = await call('POST', '', { role, payload: { text } });
  expect(answer.statusCode).toBe(201);
  return Note.parse(answer.json());
}

it('201 keeps what somebody wrote, with who it was, and audits it', async () => {
  const note = await newNote('  Prefere ser chamada à tarde ');
  const { id: userId, email } = tenant.users.developer;
  expect(note).toMatchObject({ text: 'Prefere ser chamada à tarde', author: { userId, email } });
  const rows = await ownerQuery(test.database, 'select action from audit_logs where resource_id = $1', [
    note.id,
  ]);
  expect(rows).toEqual([{ action: 'conversation_note.created' }]);
});

it('200 lists newest first and pages without gap or repetition', async () => {
  const ids = [];
  for (const text of ['1', '2', '3', '4', '5']) ids.push((await newNote(text)).id);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = NotePage.parse((await call('GET', `?limit=2${cursor}`, { role: 'viewer' })).json());
    seen.push(...page.items.map((note) => note.id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(ids.toReversed());
});

it('its author and who manages users may delete a note, others may not', async () => {
  const [first, second] = [await newNote('a'), await newNote('b')];
  const other = await newNote('c', 'tenant_manager');
  expect((await call('DELETE', `/${other.id}`)).json()).toMatchObject({ status: 403, code: 'forbidden' });
  expect((await call('DELETE', `/${first.id}`)).statusCode).toBe(204);
  expect((await call('DELETE', `/${second.id}`, { role: 'tenant_manager' })).statusCode).toBe(204);
  expect((await call('DELETE', `/${second.id}`)).statusCode).toBe(404);
  expect(NotePage.parse((await call('GET', '')).json()).items.map((note) => note.id)).toEqual([other.id]);
});

it('a note of an API key has no author, and the key may not delete it', async () => {
  const { headers } = await seedApiKey(test, tenant.tenantId, {
    permissions: ['conversations:read', 'conversations:write'],
  });
  const note = Note.parse((await call('POST', '', { headers, payload: { text: 'x' } })).json());
  expect(note.author).toBeNull();
  expect((await call('DELETE', `/${note.id}`, { headers })).statusCode).toBe(403);
});

it.each([
  ['no text', {}],
  ['blanks', { text: '  ' }],
  ['too much', { text: 'x'.repeat(4_001) }],
  ['an unknown field', { text: 'x', colour: 'red' }],
])('400 for %s', async (_, payload) => {
  expect((await call('POST', '', { payload })).json()).toMatchObject({ code: 'invalid_request' });
});

it('403 for a viewer who writes; 404 for another tenant, and for a key of another instance', async () => {
  const note = await newNote('a');
  expect((await call('POST', '', { role: 'viewer', payload: { text: 'x' } })).statusCode).toBe(403);
  const key = await seedApiKey(test, tenant.tenantId, {
    instanceIds: [await seedInstance(test, tenant.tenantId)],
  });
  for (const headers of [stranger.authorization('admin'), key.headers]) {
    expect((await call('GET', '', { headers })).statusCode).toBe(404);
    expect((await call('POST', '', { headers, payload: { text: 'x' } })).statusCode).toBe(404);
    expect((await call('DELETE', `/${note.id}`, { headers })).statusCode).toBe(404);
  }
  expect((await call('DELETE', `/${randomUUID()}`)).statusCode).toBe(404);
});
