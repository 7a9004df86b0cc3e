import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { tmpdir } from 'node:os';
import { Contact, Media } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createContactsScene, type ContactsScene } from '../../test/harness/contacts-scene.ts';
import { ownerQuery } from '../../test/harness/seed.ts';
import { sampleFiles } from '../../test/media/sample-files.ts';
import { filesIn, uploadRequest } from '../../test/media/upload-request.ts';
import { Retention } from '../platform/database/retention.ts';

let scene: ContactsScene;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-erase-'));
  scene = await createContactsScene({ RECADO_DATA_DIR: folder });
});
afterAll(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});

const query = (text: string, values: unknown[] = []) => ownerQuery(scene.database, text, values);

let numbers = 0;

/** A contact with a conversation of so many messages. */
async function contactWith(
  messages: number,
): Promise<{ id: string; phoneNumber: string; conversation: string }> {
  const phoneNumber = `+55119${String(83_000_000 + (numbers += 1))}`;
  const created = await scene.call('POST', '/contacts', {
    payload: { phoneNumber, name: 'Dora', email: 'dora@example.com', labels: ['l'] },
  });
  const instanceId = await scene.instance();
  const conversation = await scene.conversation(phoneNumber, instanceId);
  await query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
     select gen_random_uuid(), $1, $2, $3, 'r', 's', '{"type":"text","content":"oi"}', 'inbound', 'delivered'
     from generate_series(1, $4)`,
    [scene.tenant.tenantId, instanceId, conversation, messages],
  );
  return { id: Contact.parse(created.body).id, phoneNumber, conversation };
}

/** Keeps a file; gives its id. */
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

const leftOf = async ({ id, conversation }: { id: string; conversation: string }) => {
  const [row] = await query(
    `select
       (select count(*)::int from contacts where id = $1) as contacts,
       (select count(*)::int from conversations where contact_id = $1) as conversations,
       (select count(*)::int from messages where conversation_id = $2) as messages`,
    [id, conversation],
  );
  return row;
};

it('204: the contact goes with its conversations, messages and the files it sent; what others have stays', async () => {
  const contact = await contactWith(1_200);
  const other = await contactWith(2);
  const [receivedId, sentId] = [await upload(), await upload()];
  for (const [id, direction] of [
    [receivedId, 'inbound'],
    [sentId, 'outbound'],
  ])
    await query(
      `update messages
       set content = json_build_object('type', 'image', 'content', json_build_object('mediaId', $2::text)), direction = $3
       where id = (select id from messages where conversation_id = $1 and content ->> 'type' = 'text' limit 1)`,
      [contact.conversation, id, direction],
    );
  expect(await scene.call('DELETE', `/contacts/${contact.id}`)).toMatchObject({ status: 204 });
  expect(await leftOf(contact)).toEqual({ contacts: 0, conversations: 0, messages: 0 });
  expect(await leftOf(other)).toEqual({ contacts: 1, conversations: 1, messages: 2 });
  // A file that we sent may be in other messages too.
  expect(await filesIn(folder)).toEqual([sentId]);
  expect(await query('select id from media where id = any($1)', [[receivedId, sentId]])).toEqual([
    { id: sentId },
  ]);
  const audit = await query(
    `select action, changes::text from audit_logs where resource_id = $1 order by id`,
    [contact.id],
  );
  expect(audit.at(-1)).toMatchObject({ action: 'contact.erased' });
  expect(JSON.stringify(audit.at(-1))).not.toMatch(/Dora|dora|55119/);
});

it('who writes again, or is added again, is somebody new', async () => {
  const { id, phoneNumber } = await contactWith(1);
  await scene.call('DELETE', `/contacts/${id}`);
  expect((await scene.call('GET', `/contacts/${id}`)).status).toBe(404);
  const again = await scene.call('POST', '/contacts', { payload: { phoneNumber } });
  expect(again).toMatchObject({ status: 201, body: { name: null } });
  expect(Contact.parse(again.body).id).not.toBe(id);
});

it('what a crash left of it goes with the rows that outlived their time', async () => {
  const contact = await contactWith(3);
  await query(`update contacts set erased_at = now(), is_blocked = true where id = $1`, [contact.id]);
  expect((await scene.call('GET', `/contacts/${contact.id}`)).status).toBe(404);
  await scene.app.get(Retention, { strict: false }).runOnce();
  expect(await leftOf(contact)).toEqual({ contacts: 0, conversations: 0, messages: 0 });
});

it('a second erasure finds nothing', async () => {
  const { id } = await contactWith(1);
  await scene.call('DELETE', `/contacts/${id}`);
  expect((await scene.call('DELETE', `/contacts/${id}`)).status).toBe(404);
});
