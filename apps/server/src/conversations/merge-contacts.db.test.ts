import { randomUUID } from 'node:crypto';
import { ConversationId, InstanceId, MessageId, type TenantId } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownerQuery, seedTenantRows } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { EnsureConversations } from './ensure-conversations.ts';
import { LinkIdentities } from './link-identities.ts';

let test: TestApp;
let tenantId: TenantId;
let instanceId: InstanceId;
let otherInstanceId: InstanceId;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  ({ tenantId } = await seedTenantRows(test.database.connectionString));
  instanceId = await instance('+5511900000001');
  otherInstanceId = await instance('+5511900000002');
});

async function instance(phoneNumber: string): Promise<InstanceId> {
  const id = InstanceId.parse(randomUUID());
  await ownerQuery(
    test.database,
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'n', $3, 'web')`,
    [id, tenantId, phoneNumber],
  );
  return id;
}

const phone = { kind: 'phone', value: '+5511999999999' };
const lid = { kind: 'lid', value: '123456789012345@lid' };
type Key = typeof phone;

const inTenant = <T>(work: (tx: Tx) => Promise<T>) => test.app.get(Database).inTenant(tenantId, work);

/** The conversation of somebody, with one message in it. */
async function writeIn(tx: Tx, on: InstanceId, identities: [Key, ...Key[]]): Promise<string> {
  const [found] = await test.app
    .get(EnsureConversations)
    .execute(tenantId, tx, [{ instanceId: on, identities, name: undefined }]);
  const conversationId = found?.conversationId ?? '';
  await tx
    .insertInto('messages')
    .values({
      id: MessageId.parse(randomUUID()),
      tenant_id: tenantId,
      instance_id: on,
      conversation_id: ConversationId.parse(conversationId),
      recipient: 'r',
      sender: 's',
      content: '{}',
      direction: 'inbound',
      status: 'delivered',
    })
    .execute();
  return conversationId;
}

const write = (on: InstanceId, ...identities: [Key, ...Key[]]) =>
  inTenant((tx) => writeIn(tx, on, identities));
const link = (...identities: Key[]) =>
  inTenant((tx) => test.app.get(LinkIdentities).execute(tenantId, tx, [{ instanceId, identities }]));

/** All that the tenant has. */
async function people() {
  const rows = await ownerQuery(
    test.database,
    `select c.id as contact,
       (select array_agg(kind order by kind) from contact_identities i where i.contact_id = c.id) as names,
       (select count(*)::integer from conversations v where v.contact_id = c.id) as conversations,
       (select count(*)::integer from messages m join conversations v on v.id = m.conversation_id
        where v.contact_id = c.id) as messages
     from contacts c where c.tenant_id = $1 order by c.id`,
    [tenantId],
  );
  return rows.map(({ names, conversations, messages }) => ({ names, conversations, messages }));
}

const one = (conversations: number, messages: number) => [
  { names: ['lid', 'phone'], conversations, messages },
];

it('contacts of one person become one, with one conversation for each instance and every message', async () => {
  await write(instanceId, lid);
  await write(instanceId, phone);
  await write(otherInstanceId, phone);
  await ownerQuery(
    test.database,
    `update conversations v set last_inbound_at = '2026-01-02', last_message_at = '2026-01-02'
     from contact_identities i where i.contact_id = v.contact_id and i.kind = 'phone' and v.instance_id = $1`,
    [instanceId],
  );
  await link(phone, lid);
  expect(await people()).toEqual(one(2, 3));
  const [conversation] = await ownerQuery(
    test.database,
    'select last_inbound_at from conversations where instance_id = $1',
    [instanceId],
  );
  expect(conversation).toEqual({ last_inbound_at: new Date('2026-01-02') });
  const events = await ownerQuery(
    test.database,
    `select data from events where tenant_id = $1 and type = 'contact.merged'`,
    [tenantId],
  );
  expect(events).toMatchObject([{ data: { contact: { identities: [lid, phone] } } }]);
});

it('a LID-only contact gets the number that turns up, and a message to the number finds its conversation', async () => {
  const conversation = await write(instanceId, lid);
  await link(phone, lid);
  expect(await write(instanceId, phone)).toBe(conversation);
  expect(await people()).toEqual(one(1, 2));
});

it('a message that names both makes one contact of two', async () => {
  await write(instanceId, lid);
  await write(instanceId, phone);
  await write(instanceId, phone, lid);
  expect(await people()).toEqual(one(1, 3));
});

it('a mapping of people we do not know makes no contact', async () => {
  await link(phone, lid);
  expect(await people()).toEqual([]);
});

/** Waits until this many transactions wait for a lock. */
const blocked = (count: number) =>
  expect
    .poll(async () => {
      const [row] = await ownerQuery(
        test.database,
        `select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row?.['n'];
    })
    .toBe(count);

it('two that name a person by halves, and one by both, at the same time, end as one contact', async () => {
  const { promise: bothAreIn, resolve: goOn } = Promise.withResolvers<undefined>();
  const byHalves = [lid, phone].map((key) =>
    inTenant(async (tx) => {
      await writeIn(tx, instanceId, [key]);
      await bothAreIn;
    }),
  );
  await expect.poll(() => waitingInTransaction()).toBe(2);
  const byBoth = write(instanceId, phone, lid);
  await blocked(1);
  goOn(undefined);
  await Promise.all([...byHalves, byBoth]);
  expect(await people()).toEqual(one(1, 3));
});

const waitingInTransaction = async () => {
  const [row] = await ownerQuery(
    test.database,
    `select count(*)::integer as n from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
  );
  return row?.['n'];
};

it('a message that is written while its contact is merged is neither lost nor refused', async () => {
  await write(instanceId, lid);
  await write(instanceId, phone);
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>();
  // The one who writes found the contact that will go.
  const writing = inTenant(async (tx) => {
    await writeIn(tx, instanceId, [phone]);
    await mayEnd;
  });
  await expect.poll(() => waitingInTransaction()).toBe(1);
  const merging = link(phone, lid);
  await blocked(1);
  // And one who comes while it goes on.
  const late = write(instanceId, phone);
  end(undefined);
  await Promise.all([writing, merging, late]);
  expect(await people()).toEqual(one(1, 4));
});

it('two that merge the same contacts at the same time do it once', async () => {
  await write(instanceId, lid);
  await write(instanceId, phone);
  await Promise.all([link(phone, lid), link(lid, phone)]);
  expect(await people()).toEqual(one(1, 2));
});
