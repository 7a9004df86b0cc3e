import { randomUUID } from 'node:crypto';
import { HeldLaneList, Queues, RepairableLane, type InstanceId, type StuckLane } from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedAgent, seedConversation, seedInstance } from '../../test/harness/conversations.ts';
import { sampleEvent } from '../../test/harness/sample-event.ts';
import { ownerQuery, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { RecordEvents } from '../events/index.ts';
import { Database } from '../platform/database/database.ts';
import { Lanes } from '../platform/queue/lanes.ts';

let test: TestApp;
let platform: SeededTenant;
let other: SeededTenant;
let instanceId: InstanceId;

const run = (text: string, values: unknown[] = []) => ownerQuery(test.database, text, values);
const call = (method: 'GET' | 'POST', url: string) =>
  test.app.inject({ method, url, headers: platform.authorization('admin') });
const queues = async (): Promise<Queues> => Queues.parse((await call('GET', '/platform/queues')).json());
const stuck = async (kind: string): Promise<StuckLane | undefined> =>
  (await queues()).stuck.find((lane) => lane.kind === kind);
const held = async (kind: string) =>
  HeldLaneList.parse((await call('GET', '/platform/lanes')).json()).items.find((lane) => lane.kind === kind);

/** Two things to do, of which the older is due for five minutes, in a lane of each kind; gives what the lane serves. */
const works: Record<string, () => Promise<string>> = {
  send: async () => {
    const { id } = await seedConversation(test, other.tenantId, { instanceId });
    await run(
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, run_at)
       select gen_random_uuid(), $1, $2, $3, 'r', 's', 'outbound', 'pending', '{"type": "text"}', now() - age
       from unnest('{5 minutes,1 minute,-1 hour}'::interval[]) age`,
      [other.tenantId, instanceId, id],
    );
    return instanceId;
  },
  inbound: async () => {
    await run(
      `insert into inbound_events (id, tenant_id, instance_id, event_key, kind, payload, run_at)
       select gen_random_uuid(), $1, $2, age::text, 'message', '{}', now() - age from unnest('{5 minutes,1 minute}'::interval[]) age`,
      [other.tenantId, instanceId],
    );
    return instanceId;
  },
  media: async () => {
    await run(
      `insert into media (id, tenant_id, instance_id, kind, mime_type, state, run_at)
       select gen_random_uuid(), $1, $2, 'image', 'image/png', 'pending', now() - age from unnest('{5 minutes,1 minute}'::interval[]) age`,
      [other.tenantId, instanceId],
    );
    return instanceId;
  },
  consent: async () => {
    const { id } = await seedConversation(test, other.tenantId, { instanceId });
    await run(
      `insert into consent_confirmations (id, tenant_id, instance_id, conversation_id, text, run_at)
       select gen_random_uuid(), $1, $2, $3, 't', now() - age from unnest('{5 minutes,1 minute}'::interval[]) age`,
      [other.tenantId, instanceId, id],
    );
    return instanceId;
  },
  distribution: async () => {
    for (const age of ['5 minutes', '1 minute']) {
      const { id } = await seedConversation(test, other.tenantId, { instanceId });
      await run(
        `update conversations set status = 'waiting', waiting_since = now() - $2::interval where id = $1`,
        [id, age],
      );
    }
    await run(
      `insert into distribution_settings (instance_id, tenant_id, chain, next_look_at)
       values ($2, $1, '[]', now() - interval '5 minutes')`,
      [other.tenantId, instanceId],
    );
    return instanceId;
  },
  automation: async () => {
    const agentId = await seedAgent(test, other.tenantId, { instanceId, type: 'bot' });
    for (const age of ['5 minutes', '1 minute']) {
      const { id } = await seedConversation(test, other.tenantId, { instanceId });
      await run(
        `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content)
         values ($4, $1, $2, $3, 'r', 's', 'inbound', 'delivered', '{"type": "text"}')`,
        [other.tenantId, instanceId, id, id],
      );
      await run(
        `insert into agent_turns (id, tenant_id, instance_id, conversation_id, agent_id, message_id, run_at)
         values (gen_random_uuid(), $1, $2, $3, $4, $3, now() - $5::interval)`,
        [other.tenantId, instanceId, id, agentId, age],
      );
    }
    return agentId;
  },
  broadcast: async () => {
    const id = randomUUID();
    await run(
      `insert into broadcasts (id, tenant_id, instance_id, name, content, state, rate_per_minute, starts_at, run_at, total)
       values ($3, $1, $2, 'Oferta', '{}', 'running', 60, now() - interval '5 minutes', now() - interval '5 minutes', 2)`,
      [other.tenantId, instanceId, id],
    );
    await run(
      `insert into broadcast_recipients (tenant_id, broadcast_id, place, phone_number, state)
       values ($1, $2, 1, '+55111', 'accepted'), ($1, $2, 2, '+55112', 'pending'), ($1, $2, 3, '+55113', 'accepting')`,
      [other.tenantId, id],
    );
    return id;
  },
  webhook: async () => {
    const id = randomUUID();
    await insertWebhook(id);
    await run(
      `with event as (
         insert into events (id, tenant_id, type, data)
         select gen_random_uuid(), $1, 'message.sent', '{}' from generate_series(1, 2) returning id, seq
       )
       insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, run_at)
       select $1, $2, id, 'message.sent', now() - ('{1 minute,5 minutes}'::interval[])[1 + seq % 2] from event`,
      [other.tenantId, id],
    );
    return id;
  },
  'webhook-replay': async () => {
    const [webhookId, id] = [randomUUID(), randomUUID()];
    await insertWebhook(webhookId);
    await run(
      `insert into webhook_replays (id, tenant_id, webhook_id, from_time, to_time, total, queued, created_at, run_at)
       values ($3, $1, $2, now(), now(), 5, 3, now() - interval '5 minutes', now() - interval '5 minutes')`,
      [other.tenantId, webhookId, id],
    );
    return id;
  },
};

const insertWebhook = (id: string) =>
  run(`insert into webhooks (id, tenant_id, url) values ($2, $1, 'https://example.com/')`, [
    other.tenantId,
    id,
  ]);

/** A lane is held by nobody that is known. */
const holdByGone = (kind: string, id: string) =>
  run(
    `insert into leases (kind, id, holder, expires_at) values ($1, $2, gen_random_uuid(), now() + interval '1 hour')
     on conflict (kind, id) do update set holder = excluded.holder, expires_at = excluded.expires_at`,
    [kind, id],
  );

beforeAll(async () => {
  // No lane runs in this role, so that what is stuck stays so. Nothing listens at the broker's address.
  test = await createTestApp({ settings: { RECADO_ROLE: 'api', RECADO_BROKER_URL: 'amqp://127.0.0.1:1' } });
  [platform, other] = [await seedTenant(test), await seedTenant(test)];
  instanceId = await seedInstance(test, other.tenantId);
  await run(`update instances set status = 'connected'`);
});
afterAll(() => test.close());

describe.each(Object.keys(works))('a lane of the kind %s that does not get on', (kind) => {
  it('is listed with its work and since when, taken from a process that is gone, and its work left as it is', async () => {
    const id = (await works[kind]?.()) ?? '';
    expect(await stuck(kind)).toMatchObject({
      id,
      tenant: { id: other.tenantId },
      isHeld: false,
      waiting: 2,
    });
    const age = Date.now() - Date.parse((await stuck(kind))?.dueSince ?? '');
    expect(Math.round(age / 60_000)).toBe(5);
    await holdByGone(kind, id);
    expect(await stuck(kind)).toMatchObject({ isHeld: true, isHolderAlive: false });
    const lane = await held(kind);
    expect(lane).toMatchObject({ id, name: (await stuck(kind))?.name, isHolderAlive: false, waiting: 2 });
    expect(Math.round((Date.now() - Date.parse(lane?.oldestDueAt ?? '')) / 60_000)).toBe(5);
    const repaired = await call('POST', `/platform/lanes/${kind}/${id}/repair`);
    expect(repaired.json()).toEqual({ released: true, woken: true });
    expect(await held(kind)).toBeUndefined();
    expect(await stuck(kind)).toMatchObject({ isHeld: false, waiting: 2 });
  });
});

it('however many sessions are held, lanes are listed before them', async () => {
  await run(
    `insert into leases (kind, id, holder, expires_at, since)
     select 'session', gen_random_uuid(), gen_random_uuid(), now() + interval '1 hour', now() - interval '1 day'
     from generate_series(1, 300)`,
  );
  await holdByGone('media', instanceId);
  expect(await held('media')).toMatchObject({ id: instanceId });
  expect(await held('session')).toMatchObject({ waiting: null, oldestDueAt: null });
  await run('delete from leases');
});

it('every kind of lane that there is can be repaired', () => {
  expect(test.app.get(Lanes).kinds.toSorted()).toEqual(RepairableLane.options.toSorted());
  expect([...Object.keys(works), 'broker'].toSorted()).toEqual(RepairableLane.options.toSorted());
});

it('attempts of a worker that vanished and that nobody settled make their lanes stuck', async () => {
  const number = await seedInstance(test, other.tenantId);
  const { id } = await seedConversation(test, other.tenantId, { instanceId: number });
  await run(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, claim_until)
     values (gen_random_uuid(), $1, $2, $3, 'r', 's', 'outbound', 'sending', '{"type": "text"}', now() - interval '10 minutes')`,
    [other.tenantId, number, id],
  );
  expect((await queues()).stuck[0]).toMatchObject({ kind: 'send', id: number });
});

it('work that is not late makes no lane stuck', async () => {
  const number = await seedInstance(test, other.tenantId);
  await run(
    `insert into media (id, tenant_id, instance_id, kind, mime_type, state, run_at)
     select gen_random_uuid(), $1, $2, 'image', 'image/png', 'pending', now() - age from unnest('{5 seconds,-1 hour}'::interval[]) age`,
    [other.tenantId, number],
  );
  expect((await queues()).stuck.map(({ id }) => id)).not.toContain(number);
});

it('events that a broker refuses are listed with why, and repairing tries it at once', async () => {
  await test.app
    .get(Database)
    .inTenant(other.tenantId, (tx) =>
      test.app
        .get(RecordEvents)
        .execute(tx, [sampleEvent('message.sent', { tenantId: other.tenantId, instanceId })]),
    );
  expect(await stuck('broker')).toBeUndefined();
  await run(`update events set created_at = now() - interval '5 minutes'`);
  await run(
    `update broker_cursors set last_error = 'refused', failures = 9, retry_at = now() + interval '1 hour'`,
  );
  const lane = await stuck('broker');
  expect(lane).toMatchObject({
    name: 'rabbitmq at 127.0.0.1:1, recado.events',
    tenant: null,
    waiting: 3,
    error: 'refused',
  });
  const repaired = await call('POST', `/platform/lanes/broker/${lane?.id ?? ''}/repair`);
  expect(repaired.json()).toEqual({ released: false, woken: true });
  expect(await run('select failures, retry_at <= now() as "isDue" from broker_cursors')).toEqual([
    { failures: 9, isDue: true },
  ]);
});

it('queues tell what automatic agents have to answer, and whom broadcasts have yet to reach', async () => {
  await run(
    `insert into broadcasts (id, tenant_id, instance_id, name, content, state, rate_per_minute, starts_at, run_at, total)
     select gen_random_uuid(), $1, $2, 'Depois', '{}', state, 60, now(), at, 1
     from (values ('scheduled', now() + interval '1 hour'), ('paused', null), ('completed', null)) given (state, at)`,
    [other.tenantId, instanceId],
  );
  const agentId = await seedAgent(test, other.tenantId, { instanceId, type: 'ai' });
  const { id } = await seedConversation(test, other.tenantId, { instanceId });
  await run(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content)
     values ($3, $1, $2, $3, 'r', 's', 'inbound', 'delivered', '{"type": "text"}')`,
    [other.tenantId, instanceId, id],
  );
  await run(
    `insert into agent_turns (id, tenant_id, instance_id, conversation_id, agent_id, message_id, state, run_at, claim_id, claim_until)
     values (gen_random_uuid(), $1, $2, $3, $4, $3, 'pending', now() + interval '1 hour', null, null),
       (gen_random_uuid(), $1, $2, $3, $4, $3, 'running', now(), gen_random_uuid(), now() + interval '1 minute')`,
    [other.tenantId, instanceId, id, agentId],
  );
  const { turns, broadcasts } = await queues();
  expect(turns).toEqual({ waiting: 2, later: 1, atWork: 1, oldestSeconds: turns.oldestSeconds });
  expect(broadcasts).toEqual({
    waiting: 2,
    running: 1,
    scheduled: 1,
    oldestSeconds: broadcasts.oldestSeconds,
  });
  for (const { oldestSeconds } of [turns, broadcasts]) expect(Math.floor(oldestSeconds / 60)).toBe(5);
});
