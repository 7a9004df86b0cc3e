import { randomUUID } from 'node:crypto';
import {
  AgentId,
  BroadcastId,
  MessageId,
  type ConversationId,
  type InstanceId,
  type TenantId,
} from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { seedConversation, seedInstance } from '../../../test/harness/conversations.ts';
import { ownerQuery, seedTenantRows } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { Database } from '../../platform/database/database.ts';
import type { Arrival } from './arrivals.ts';
import type { Departure } from './departure-policy.ts';
import { RecordArrivals } from './record-arrivals.ts';
import { RecordDepartures } from './record-departures.ts';

let test: TestApp;
let tenantId: TenantId;
let instanceId: InstanceId;
let id: ConversationId;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  ({ tenantId } = await seedTenantRows(test.database.connectionString));
  instanceId = await seedInstance(test, tenantId);
  ({ id } = await seedConversation(test, tenantId, { instanceId, lastMessageAt: at(0) }));
  await ownerQuery(test.database, 'update conversations set opened_at = $2 where id = $1', [id, at(0)]);
});

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 12, minute));
const departure = (minute: number, changes: Partial<Departure> = {}): Departure => ({
  conversationId: id,
  at: at(minute),
  type: 'text',
  ...changes,
});
const leave = (...departures: Departure[]) =>
  test.app
    .get(Database)
    .inTenant(tenantId, (tx) =>
      test.app.get(RecordDepartures, { strict: false }).execute(tenantId, tx, departures),
    );

const arrival = (minute: number): Arrival => ({
  conversationId: id,
  messageId: MessageId.parse(randomUUID()),
  at: at(minute),
  content: { type: 'text', content: 'oi' },
});
const receive = (arrivals: Arrival[], departures: Departure[]) =>
  test.app
    .get(Database)
    .inTenant(tenantId, (tx) =>
      test.app
        .get(RecordArrivals, { strict: false })
        .execute(tenantId, tx, instanceId, { arrivals, departures }),
    );

async function conversation() {
  const [row] = await ownerQuery(
    test.database,
    'select last_message_at as last, first_response_at as first from conversations where id = $1',
    [id],
  );
  return row;
}

it('the first message of a person is the first response, and later ones are not', async () => {
  await leave(departure(3), departure(2));
  expect(await conversation()).toEqual({ last: at(3), first: at(2) });
  await leave(departure(5));
  expect(await conversation()).toEqual({ last: at(5), first: at(2) });
});

it.each<[string, Partial<Departure>]>([
  ['an automatic agent', { sentBy: { agentId: AgentId.parse(randomUUID()) } }],
  ['a broadcast', { sentBy: { broadcastId: BroadcastId.parse(randomUUID()) } }],
  ['a message for later', { isScheduled: true }],
  ['a reaction', { type: 'reaction' }],
])('%s is no first response, but the newest message', async (_, changes) => {
  await leave(departure(1, changes));
  expect(await conversation()).toEqual({ last: at(1), first: null });
});

it('whoever answers has read what came before, and a bot has not', async () => {
  const unread = async () => {
    const [row] = await ownerQuery(test.database, 'select unread_count from conversations where id = $1', [
      id,
    ]);
    return row?.['unread_count'];
  };
  await receive([arrival(1), arrival(2)], []);
  await leave(departure(3, { sentBy: { agentId: AgentId.parse(randomUUID()) } }));
  expect(await unread()).toBe(2);
  await receive([arrival(6)], [departure(4)]);
  expect(await unread()).toBe(3);
  await leave(departure(7));
  expect(await unread()).toBe(0);
});

it('what left before the conversation was opened moves nothing back and answers nothing', async () => {
  await leave(departure(-5));
  expect(await conversation()).toEqual({ last: at(0), first: null });
});

it('a closed conversation gets no response', async () => {
  await ownerQuery(test.database, `update conversations set status = 'closed' where id = $1`, [id]);
  await leave(departure(1));
  expect(await conversation()).toEqual({ last: at(1), first: null });
});

it('what a customer wrote and our phone answered while nobody listened counts as it was', async () => {
  await ownerQuery(
    test.database,
    `update conversations set status = 'closed', opened_at = null where id = $1`,
    [id],
  );
  await receive([arrival(1)], [departure(-1), departure(4)]);
  expect(await conversation()).toEqual({ last: at(4), first: at(4) });
  const [row] = await ownerQuery(test.database, 'select status, opened_at from conversations where id = $1', [
    id,
  ]);
  expect(row).toEqual({ status: 'open', opened_at: at(1) });
});

it('what comes late opens a conversation again no earlier than it was closed', async () => {
  await ownerQuery(
    test.database,
    `update conversations set status = 'closed', closed_at = $2 where id = $1`,
    [id, at(10)],
  );
  await receive([arrival(9)], []);
  const [row] = await ownerQuery(test.database, 'select status, opened_at from conversations where id = $1', [
    id,
  ]);
  expect(row).toEqual({ status: 'open', opened_at: at(10) });
});

it('many that write in the same conversations, each in another order, do not block each other for good', async () => {
  const other = await seedConversation(test, tenantId, { instanceId, lastMessageAt: at(0) });
  const pair = [id, other.id];
  const rounds = Array.from({ length: 20 }, (_, round) =>
    leave(
      ...(round % 2 === 0 ? pair : pair.toReversed()).map((conversationId) =>
        departure(round + 1, { conversationId }),
      ),
    ),
  );
  await Promise.all(rounds);
  expect(await conversation()).toMatchObject({ last: at(20) });
});
