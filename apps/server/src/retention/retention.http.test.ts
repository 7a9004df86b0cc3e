import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Media, type InstanceId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createContactsScene, type ContactsScene } from '../../test/harness/contacts-scene.ts';
import { ownerQuery, seedApiKey } from '../../test/harness/seed.ts';
import { sampleFiles } from '../../test/media/sample-files.ts';
import { filesIn, uploadRequest } from '../../test/media/upload-request.ts';
import { Retention } from '../platform/database/retention.ts';

const url = '/settings/retention';
const phoneNumber = '+5511983000001';

let scene: ContactsScene;
let folder: string;
let instanceId: InstanceId;
let conversationId: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-retention-'));
  scene = await createContactsScene({
    RECADO_DATA_DIR: folder,
    RECADO_EVENTS_RETENTION_DAYS: '30',
    RECADO_MESSAGES_RETENTION_DAYS: '365',
  });
  await scene.call('POST', '/contacts', { payload: { phoneNumber } });
  instanceId = await scene.instance();
  conversationId = await scene.conversation(phoneNumber, instanceId);
});
afterAll(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await query('delete from retention_settings');
  await query('delete from messages');
  await query('delete from events');
});

const query = (text: string, values: unknown[] = []) => ownerQuery(scene.database, text, values);
const clean = () => scene.app.get(Retention, { strict: false }).runOnce();
const put = (payload: object) => scene.call('PUT', url, { role: 'tenant_manager', payload });
const left = async (table: string): Promise<unknown> =>
  (await query(`select count(*)::int as count from ${table}`))[0]?.['count'];

interface OldMessage {
  days: number;
  status?: string;
  mediaId?: string;
}

/** A message of so many days ago. */
async function message({ days, status = 'delivered', mediaId }: OldMessage): Promise<void> {
  const content =
    mediaId === undefined ? { type: 'text', content: 'oi' } : { type: 'image', content: { mediaId } };
  await query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status, created_at)
     values (gen_random_uuid(), $1, $2, $3, 'r', 's', $4, $5, $6, now() - make_interval(days => $7))`,
    [
      scene.tenant.tenantId,
      instanceId,
      conversationId,
      JSON.stringify(content),
      status === 'delivered' ? 'inbound' : 'outbound',
      status,
      days,
    ],
  );
}

/** Events of a tenant, of so many days ago. */
const events = (tenantId: string, days: number, count = 1) =>
  query(
    `insert into events (id, tenant_id, type, data, created_at)
     select gen_random_uuid(), $1, 'webhook.test', '{}', now() - make_interval(days => $2) from generate_series(1, $3)`,
    [tenantId, days, count],
  );

async function upload(): Promise<string> {
  const { headers, payload } = uploadRequest({ bytes: sampleFiles.png, fileName: 'foto.png' });
  const response = await scene.app.inject({
    method: 'POST',
    url: '/media',
    headers: { ...headers, ...scene.tenant.authorization('developer') },
    payload,
  });
  return Media.parse(response.json()).id;
}

it('nothing is chosen at first; what is chosen is shown, with an audit row, and is of one tenant', async () => {
  const unset = {
    messagesDays: null,
    eventsDays: null,
    limits: { messagesDays: 365, eventsDays: 30 },
    providerUpdatesDays: 8,
  };
  expect(await scene.call('GET', url, { role: 'viewer' })).toEqual({ status: 200, body: unset });
  const chosen = { messagesDays: 90, eventsDays: 7 };
  expect(await put(chosen)).toEqual({ status: 200, body: { ...unset, ...chosen } });
  expect(await scene.call('GET', url, { role: 'viewer' })).toMatchObject({ body: chosen });
  const others = scene.other.authorization('viewer');
  expect(await scene.call('GET', url, { headers: others })).toEqual({ status: 200, body: unset });
  expect(
    await query(
      `select user_id, changes from audit_logs where tenant_id = $1 and action = 'retention_settings.updated'`,
      [scene.tenant.tenantId],
    ),
  ).toMatchObject([{ user_id: scene.tenant.users.tenant_manager.id }]);
});

it.each([
  [{ messagesDays: 366 }, 'messagesDays'],
  [{ eventsDays: 31 }, 'eventsDays'],
  [{ eventsDays: 0 }, 'eventsDays'],
  [{ messagesDays: 1.5 }, 'messagesDays'],
])('400: %j', async (payload, field) => {
  expect(await put(payload)).toMatchObject({ status: 400, body: { errors: [{ path: field }] } });
});

it('403: a developer, a viewer, and a key that is limited to instances', async () => {
  const key = await seedApiKey(scene, scene.tenant.tenantId, { instanceIds: [instanceId] });
  for (const role of ['developer', 'viewer'] as const)
    expect((await scene.call('PUT', url, { role, payload: {} })).status).toBe(403);
  expect((await scene.call('PUT', url, { headers: key.headers, payload: {} })).status).toBe(403);
});

it('messages older than the tenant wants go with the files that came with them; younger ones stay', async () => {
  const [oldFile, youngFile] = [await upload(), await upload()];
  await message({ days: 31, mediaId: oldFile });
  await message({ days: 29, mediaId: youngFile });
  await put({ messagesDays: 30 });
  await clean();
  expect(await left('messages')).toBe(1);
  expect(await query('select id from media')).toEqual([{ id: youngFile }]);
  expect(await filesIn(folder)).toHaveLength(1);
});

it('in as many batches as it takes', async () => {
  await query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status, created_at)
     select gen_random_uuid(), $1, $2, $3, 'r', 's', '{"type":"text","content":"oi"}', 'inbound', 'delivered', now() - interval '40 days'
     from generate_series(1, 450)`,
    [scene.tenant.tenantId, instanceId, conversationId],
  );
  await message({ days: 1 });
  await put({ messagesDays: 30 });
  await clean();
  expect(await left('messages')).toBe(1);
});

it('what waits to be sent, or may still become sent, stays however old it is', async () => {
  for (const status of ['pending', 'sending', 'in_doubt', 'failed']) await message({ days: 400, status });
  await clean();
  expect(await query('select status from messages order by status')).toEqual([
    { status: 'in_doubt' },
    { status: 'pending' },
    { status: 'sending' },
  ]);
});

it('for who chose nothing the limit of the operator holds', async () => {
  await message({ days: 364 });
  await message({ days: 366 });
  await clean();
  expect(await left('messages')).toBe(1);
});

it('events older than the tenant wants go; those of others stay as long as the operator says', async () => {
  await events(scene.tenant.tenantId, 8, 450);
  await events(scene.tenant.tenantId, 6);
  await events(scene.other.tenantId, 8);
  await put({ eventsDays: 7 });
  await clean();
  expect(
    await query(
      'select tenant_id, count(*)::int as count from events group by tenant_id order by count, tenant_id',
    ),
  ).toEqual([scene.tenant.tenantId, scene.other.tenantId].sort().map((id) => ({ tenant_id: id, count: 1 })));
});
