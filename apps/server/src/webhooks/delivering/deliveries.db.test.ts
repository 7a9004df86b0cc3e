import { randomUUID } from 'node:crypto';
import { EventId, InstanceId, TenantId, WebhookDeliveryId, WebhookId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { createPool } from '../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../platform/database/roles.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { OutcomesRepository, type SettledAttempt } from './outcomes.repository.ts';
import type { WebhookAnswer } from './post-webhook.ts';

let test: TestDatabase;
let owner: pg.Client;
let worker: WorkerDatabase;
const repository = new DeliveriesRepository();
const outcomes = new OutcomesRepository();
const tenantId = TenantId.parse(randomUUID());
const instanceId = InstanceId.parse(randomUUID());
let webhookId: WebhookId;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.connectionString });
  await owner.connect();
  const pool = createPool({
    connectionString: test.connectionString,
    role: WORKER_ROLE,
    size: 6,
    applicationName: 'test',
    onError: () => undefined,
  });
  worker = new WorkerDatabase(pool);
  await owner.query(`insert into tenants (id, name, slug) values ($1, 't', 't')`, [tenantId]);
  await owner.query(
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'i', '+5511999999999', 'cloud')`,
    [instanceId, tenantId],
  );
});
afterAll(async () => {
  await worker.close();
  await owner.end();
  await test.drop();
});
beforeEach(async () => {
  webhookId = await newWebhook();
});

async function newWebhook(isActive = true): Promise<WebhookId> {
  const id = WebhookId.parse(randomUUID());
  await owner.query(
    `insert into webhooks (id, tenant_id, instance_id, url, secret, is_active) values ($1, $2, $3, 'https://example.com/', 's', $4)`,
    [id, tenantId, instanceId, isActive],
  );
  return id;
}

/** Pending deliveries for one endpoint, in the order of their events. */
async function newDeliveries(
  count: number,
  runAt = 'now()',
  of = webhookId,
  orderingKey: string | null = null,
): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    `with new_events as (
       insert into events (id, tenant_id, instance_id, type, data)
       select gen_random_uuid(), $1, $2, 'message.sent', '{}' from generate_series(1, $3::int) returning id
     )
     insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, run_at, ordering_key)
     select $1, $4, id, 'message.sent', ${runAt}, $5 from new_events returning id`,
    [tenantId, instanceId, count, of, orderingKey],
  );
  return rows.map((row) => row.id);
}

const claim = (limit: number, claimId: string = randomUUID()) =>
  repository.claim(worker.statements, claimId, [{ webhookId, limit }]);

const begin = async (id = webhookId) => (await repository.beginTurns(worker.statements, [id])).get(id);

const nextDueAt = async (id = webhookId) => (await repository.nextDueAt(worker.statements, [id])).get(id);

const stateOf = async (id: string) => {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select state, attempt, last_error, last_status_code, claim_id, run_at > now() as "isLater", finished_at is not null as "isFinished"
     from webhook_deliveries where id = $1`,
    [id],
  );
  return rows[0];
};

const answer = (error: string | null, statusCode: number | null): WebhookAnswer => ({
  at: new Date(),
  timings: { dns: null, connect: 1, tls: null, firstByte: 11, total: 12 },
  requestHeaders: { 'webhook-id': 'x' },
  statusCode,
  error,
  responseHeaders: { server: 'x' },
  responseBody: 'body',
  retryAfter: null,
});

const attemptAt = (
  deliveryId: string,
  claimId: string,
  part: Pick<SettledAttempt, 'answer' | 'verdict'>,
): SettledAttempt => ({
  attemptId: randomUUID(),
  deliveryId: WebhookDeliveryId.parse(deliveryId),
  tenantId,
  claimId,
  attempt: 1,
  freeAttempts: 0,
  isProbe: false,
  ...part,
});

describe('claiming', () => {
  it('gives what is due, by its time and then in the order of the events', async () => {
    const now = await newDeliveries(3);
    const earlier = await newDeliveries(2, `now() - interval '1 minute'`);
    await newDeliveries(2, `now() + interval '1 hour'`);
    expect((await claim(100)).map(({ id }) => id)).toEqual([...earlier, ...now]);
  });

  it('never gives one row to two workers', async () => {
    await newDeliveries(300);
    const batches = await Promise.all(Array.from({ length: 6 }, () => claim(64)));
    const ids = batches.flat().map(({ id }) => id);
    expect(ids.length).toBe(300);
    expect(new Set(ids).size).toBe(300);
  });

  it('gives nothing of an endpoint that is switched off', async () => {
    await newDeliveries(1);
    await owner.query('update webhooks set is_active = false where id = $1', [webhookId]);
    expect(await claim(10)).toEqual([]);
    expect(await begin()).toBeUndefined();
  });

  it('of a conversation whose order counts it gives the first alone, until that one is done', async () => {
    const [first = '', second = ''] = await newDeliveries(2, 'now()', webhookId, 'a');
    const [other = ''] = await newDeliveries(1, 'now()', webhookId, 'b');
    expect((await claim(10)).map(({ id }) => id)).toEqual([first, other]);
    expect(await claim(10)).toEqual([]);
    await owner.query(
      `update webhook_deliveries set state = 'pending', claim_id = null, run_at = now() + interval '1 hour' where id = $1`,
      [first],
    );
    expect(await claim(10)).toEqual([]);
    await owner.query(`update webhook_deliveries set state = 'failed' where id = $1`, [first]);
    expect((await claim(10)).map(({ id }) => id)).toEqual([second]);
  });

  it('what a vanished worker had claimed comes back once the claim has run out, and not before', async () => {
    const [id = ''] = await newDeliveries(1);
    await claim(10);
    await begin();
    expect(await claim(10)).toEqual([]);
    await owner.query(
      `update webhook_deliveries set claim_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    await begin();
    expect((await claim(10)).map((delivery) => delivery.id)).toEqual([id]);
  });

  it('what is handed back is due again, without an attempt counted', async () => {
    const [id = ''] = await newDeliveries(1);
    const claimId = randomUUID();
    await claim(10, claimId);
    await repository.handBack(worker.statements, [
      { id: WebhookDeliveryId.parse(id), claimId: randomUUID() },
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'delivering' });
    await repository.handBack(worker.statements, [{ id: WebhookDeliveryId.parse(id), claimId }]);
    expect(await stateOf(id)).toMatchObject({ state: 'pending', attempt: 0, claim_id: null });
  });
});

describe('settling', () => {
  it('writes every outcome and keeps every attempt', async () => {
    const [delivered = '', retried = '', failed = '', held = ''] = await newDeliveries(4);
    const claimId = randomUUID();
    await claim(10, claimId);
    const settled = [
      attemptAt(delivered, claimId, { answer: answer(null, 204), verdict: { state: 'delivered' } }),
      attemptAt(retried, claimId, {
        answer: answer('timeout', null),
        verdict: { state: 'pending', delayMs: 60_000 },
      }),
      attemptAt(failed, claimId, { answer: answer('http_500', 500), verdict: { state: 'failed' } }),
      attemptAt(held, claimId, { answer: answer('http_410', 410), verdict: { state: 'held' } }),
    ];
    await worker.transaction((tx) => outcomes.settle(tx, settled));
    expect(await stateOf(delivered)).toMatchObject({
      state: 'delivered',
      attempt: 1,
      last_error: null,
      last_status_code: 204,
      isFinished: true,
    });
    expect(await stateOf(retried)).toMatchObject({
      state: 'pending',
      last_error: 'timeout',
      isLater: true,
      isFinished: false,
      claim_id: null,
    });
    expect(await stateOf(failed)).toMatchObject({
      state: 'failed',
      last_error: 'http_500',
      isFinished: true,
    });
    expect(await stateOf(held)).toMatchObject({ state: 'pending', last_error: 'http_410', isLater: false });
    const { rows } = await owner.query('select 1 from webhook_attempts where delivery_id = any($1)', [
      [delivered, retried, failed, held],
    ]);
    expect(rows.length).toBe(4);
  });

  it('a late answer to a claim that another worker took over changes no state', async () => {
    const [id = ''] = await newDeliveries(1);
    await claim(10);
    const late = attemptAt(id, randomUUID(), { answer: answer(null, 200), verdict: { state: 'delivered' } });
    await worker.transaction((tx) => outcomes.settle(tx, [late]));
    expect(await stateOf(id)).toMatchObject({ state: 'delivering', attempt: 0 });
  });

  it('an endpoint that was removed meanwhile takes its attempts along, and the others are written', async () => {
    const other = await newWebhook();
    const [gone = ''] = await newDeliveries(1, 'now()', other);
    const [kept = ''] = await newDeliveries(1);
    const claimId = randomUUID();
    await claim(10, claimId);
    await owner.query('delete from webhooks where id = $1', [other]);
    const ending = { answer: answer(null, 200), verdict: { state: 'delivered' } } as const;
    await worker.transaction((tx) =>
      outcomes.settle(tx, [attemptAt(gone, claimId, ending), attemptAt(kept, claimId, ending)]),
    );
    expect(await stateOf(kept)).toMatchObject({ state: 'delivered' });
  });
});

describe('finding lanes that have work', () => {
  const findDue = () => worker.transaction((tx) => repository.findDue(tx, 1_000));

  it('names endpoints with a due row or a claim that ran out, the longest overdue first', async () => {
    const [later, claimed, overdue, off] = [
      await newWebhook(),
      await newWebhook(),
      await newWebhook(),
      await newWebhook(false),
    ];
    await newDeliveries(500);
    await newDeliveries(1, `now() + interval '1 hour'`, later);
    await newDeliveries(1, `now() - interval '1 hour'`, overdue);
    await newDeliveries(1, 'now()', off);
    const [abandoned = ''] = await newDeliveries(1, 'now()', claimed);
    await owner.query(
      `update webhook_deliveries set state = 'delivering', claim_id = gen_random_uuid(), claim_until = now() - interval '1 second' where id = $1`,
      [abandoned],
    );
    const due = await findDue();
    expect(due[0]).toBe(overdue);
    expect(due).toEqual(expect.arrayContaining([webhookId, claimed, overdue]));
    expect(due).not.toContain(later);
    expect(due).not.toContain(off);
  });

  it('leaves out endpoints that are paused, and those with as many requests under way as they may have', async () => {
    const [busy, paused] = [webhookId, await newWebhook()];
    await newDeliveries(6, 'now()', busy);
    await newDeliveries(1, 'now()', paused);
    await owner.query(`update webhooks set paused_until = now() + interval '1 minute' where id = $1`, [
      paused,
    ]);
    expect(await findDue()).toContain(busy);
    await claim(4);
    const due = await findDue();
    expect(due).not.toContain(busy);
    expect(due).not.toContain(paused);
    expect((await begin(busy))?.underWay).toBe(4);
    await owner.query(`update webhooks set paused_until = now() where id = $1`, [paused]);
    expect(await findDue()).toContain(paused);
  });

  it('leaves out lanes that somebody holds', async () => {
    await newDeliveries(1);
    await owner.query(
      `insert into leases (kind, id, holder, expires_at) values ('webhook', $1, gen_random_uuid(), now() + interval '10 seconds')`,
      [webhookId],
    );
    expect(await findDue()).not.toContain(webhookId);
    await owner.query(`update leases set expires_at = now() where id = $1`, [webhookId]);
    expect(await findDue()).toContain(webhookId);
  });

  it('a delivery that waits for an earlier one of its conversation is not what is due next', async () => {
    const [first = ''] = await newDeliveries(1, `'2030-01-01T00:00:00Z'`, webhookId, 'a');
    await newDeliveries(3, 'now()', webhookId, 'a');
    expect(await nextDueAt()).toEqual(new Date('2030-01-01T00:00:00Z'));
    await owner.query(`update webhook_deliveries set state = 'failed' where id = $1`, [first]);
    expect((await nextDueAt())?.getTime()).toBeLessThan(Date.now() + 60_000);
  });

  it('tells when the next row is due, or the claim of another worker runs out', async () => {
    expect(await nextDueAt()).toBeUndefined();
    const [id = ''] = await newDeliveries(1, `'2030-01-01T00:00:00Z'`);
    expect(await nextDueAt()).toEqual(new Date('2030-01-01T00:00:00Z'));
    await owner.query(
      `update webhook_deliveries set state = 'delivering', claim_until = '2029-01-01T00:00:00Z' where id = $1`,
      [id],
    );
    expect(await nextDueAt()).toEqual(new Date('2029-01-01T00:00:00Z'));
  });
});

it('the claim carries the event, whose id is what receivers see', async () => {
  await newDeliveries(1);
  const [delivery] = await claim(1);
  expect(EventId.safeParse(delivery?.eventId).success).toBe(true);
  expect(delivery).toMatchObject({ type: 'message.sent', data: {}, attempt: 0, instanceId });
  expect(delivery?.at).toBeInstanceOf(Date);
});
