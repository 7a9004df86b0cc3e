import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Metrics } from '../platform/metrics/metrics.ts';
import { ownerQuery, seedTenantRows } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { BacklogQueries } from './backlog.queries.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(async () => {
  await testApp.close();
});

async function figures(names: string[]): Promise<string[]> {
  const text = await testApp.app.get(Metrics).registry.metrics();
  return text.split('\n').filter((line) => names.some((name) => line.startsWith(name)));
}

async function insertConversation(
  tenantId: string,
  status: string,
): Promise<{ instance: string; conversation: string }> {
  const [instance, contact, conversation] = [randomUUID(), randomUUID(), randomUUID()];
  await ownerQuery(
    testApp.database,
    `insert into instances (id, tenant_id, name, phone_number, channel, status) values ($1, $2, 'n', $3, 'cloud', $4)`,
    [instance, tenantId, `+55${String(Date.now()).slice(-9)}${status.length}`, status],
  );
  await ownerQuery(testApp.database, 'insert into contacts (id, tenant_id) values ($1, $2)', [
    contact,
    tenantId,
  ]);
  await ownerQuery(
    testApp.database,
    'insert into conversations (id, tenant_id, instance_id, contact_id) values ($1, $2, $3, $4)',
    [conversation, tenantId, instance, contact],
  );
  return { instance, conversation };
}

test('tells what waits in the database by state, and how long the lane furthest behind has waited', async () => {
  const { tenantId } = await seedTenantRows(testApp.database.connectionString);
  const connected = await insertConversation(tenantId, 'connected');
  const failed = await insertConversation(tenantId, 'failed');
  const insertMessage = (place: typeof connected, status: string, runIn: string, claimUntil: string | null) =>
    ownerQuery(
      testApp.database,
      `insert into messages
         (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status, run_at, claim_until)
       values ($1, $2, $3, $4, '+1', '+2', '{}', 'outbound', $5, now() + $6::interval, now() + $7::interval)`,
      [randomUUID(), tenantId, place.instance, place.conversation, status, runIn, claimUntil],
    );
  await insertMessage(connected, 'pending', '-90 seconds', null);
  await insertMessage(connected, 'pending', '1 hour', null);
  await insertMessage(failed, 'pending', '-1 day', null); // It waits for its instance, not for us.
  await insertMessage(connected, 'sending', '0', '1 minute');
  await insertMessage(connected, 'in_doubt', '0', '10 minutes');
  await insertMessage(connected, 'in_doubt', '0', null);
  await insertMessage(connected, 'sent', '0', null);
  await ownerQuery(
    testApp.database,
    `insert into inbound_events (id, tenant_id, instance_id, event_key, kind, payload, state)
     values ($1, $2, $3, 'k', 'message', '{}', 'poison')`,
    [randomUUID(), tenantId, connected.instance],
  );

  const lines = await figures([
    'recado_messages_unsettled',
    'recado_instances',
    'recado_inbound_events_waiting',
  ]);
  expect(new Set(lines)).toEqual(
    new Set([
      'recado_messages_unsettled{state="due"} 2',
      'recado_messages_unsettled{state="scheduled"} 1',
      'recado_messages_unsettled{state="sending"} 1',
      'recado_messages_unsettled{state="in_doubt"} 1',
      'recado_messages_unsettled{state="held"} 1',
      'recado_instances{status="disconnected"} 0',
      'recado_instances{status="connecting"} 0',
      'recado_instances{status="connected"} 1',
      'recado_instances{status="failed"} 1',
      'recado_inbound_events_waiting{state="pending"} 0',
      'recado_inbound_events_waiting{state="poison"} 1',
    ]),
  );
  const [oldest] = await figures(['recado_messages_oldest_due_seconds']);
  expect(Number(oldest?.split(' ')[1])).toBeGreaterThanOrEqual(90);
  expect(Number(oldest?.split(' ')[1])).toBeLessThan(120);
});

test('counts the sessions that should be connected and that no process holds', async () => {
  const { tenantId } = await seedTenantRows(testApp.database.connectionString);
  const insertSession = async (status: string, wanted: string, leaseEndsIn: string | null) => {
    const { instance } = await insertConversation(tenantId, status);
    await ownerQuery(
      testApp.database,
      'insert into web_sessions (instance_id, tenant_id, wanted) values ($1, $2, $3)',
      [instance, tenantId, wanted],
    );
    await ownerQuery(
      testApp.database,
      `insert into leases (kind, id, holder, expires_at)
       select 'session', $1, $2, now() + $3::interval where $3::interval is not null`,
      [instance, randomUUID(), leaseEndsIn],
    );
  };
  await insertSession('connected', 'online', '10 seconds');
  await insertSession('connecting', 'online', '-10 seconds');
  await insertSession('disconnected', 'logged_out', null);
  await insertSession('failed', 'offline', null);

  const read = await testApp.app.get(BacklogQueries, { strict: false }).read();
  expect(read.find(({ name }) => name === 'unheldSessions')?.value).toBe(2);
});
