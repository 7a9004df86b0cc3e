import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  eventCatalogue,
  EventEnvelope,
  Webhook,
  WebhookDeliveryPage,
  WebhookWithSecret,
  type EventType,
  type InstanceId,
} from '@recado/contracts';
import { sampleEvent } from '../../../test/harness/sample-event.ts';
import { seedTenant, type SeededTenant } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import {
  startWebhookReceiver,
  status,
  verified,
  type AnswerRequest,
  type WebhookReceiver,
} from '../../../test/harness/webhook-receiver.ts';
import { RecordEvents } from '../../events/index.ts';
import { Database } from '../../platform/database/database.ts';

const SentData = eventCatalogue['message.sent'].data;

let test: TestApp;
let owner: pg.Client;
let tenant: SeededTenant;
let instanceId: InstanceId;
const receivers: WebhookReceiver[] = [];

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'all' } });
  owner = new pg.Client({ connectionString: test.database.connectionString });
  await owner.connect();
  tenant = await seedTenant(test);
  const { rows } = await owner.query<{ id: InstanceId }>(
    `insert into instances (tenant_id, name, phone_number, channel) values ($1, 'i', '+5511987654321', 'cloud') returning id`,
    [tenant.tenantId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no instance');
  instanceId = row.id;
});
afterAll(async () => {
  await owner.end();
  await test.close();
});
afterEach(async () => {
  await owner.query('delete from webhooks');
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: Record<string, unknown>) =>
  test.app.inject({ method, url, headers: tenant.authorization('developer'), ...(payload && { payload }) });

async function endpoint(
  answer: AnswerRequest = status(204),
  fields: Record<string, unknown> = {},
): Promise<{ receiver: WebhookReceiver; webhook: WebhookWithSecret }> {
  const receiver = await startWebhookReceiver(answer);
  receivers.push(receiver);
  const retryConfig = { maxRetries: 3, retryDelay: 100 };
  const payload = { instanceId, url: receiver.url, events: ['message.sent'], retryConfig, ...fields };
  return { receiver, webhook: WebhookWithSecret.parse((await call('POST', '/webhooks', payload)).json()) };
}

const record = (count: number, type: EventType = 'message.sent') =>
  test.app.get(Database).inTenant(tenant.tenantId, (tx) =>
    test.app.get(RecordEvents).execute(
      tx,
      Array.from({ length: count }, (_, place) =>
        sampleEvent(type, { tenantId: tenant.tenantId, instanceId }, { message: { attempt: place } }),
      ),
    ),
  );

const deliveriesOf = async (id: string) =>
  WebhookDeliveryPage.parse((await call('GET', `/webhooks/${id}/deliveries`)).json()).items;

const shown = async (id: string) => Webhook.parse((await call('GET', `/webhooks/${id}`)).json());

const until = (check: () => Promise<void>) =>
  expect
    .poll(
      () =>
        check().then(
          () => true,
          () => false,
        ),
      { timeout: 10_000, interval: 25 },
    )
    .toBe(true);

it('an event reaches every endpoint that asked for it, signed, with the time and the order of the events', async () => {
  const { receiver, webhook } = await endpoint();
  const all = await endpoint(status(200), { events: ['*'] });
  const other = await endpoint(status(200), { events: ['message.received'] });
  await record(3);
  const requests = await receiver.waitFor(3);
  const bodies = requests.map((request) => EventEnvelope.parse(verified(webhook.secret, request)));
  expect(new Set(bodies.map(({ data }) => SentData.parse(data).message.attempt))).toEqual(new Set([0, 1, 2]));
  expect(bodies[0]).toMatchObject({ type: 'message.sent', tenantId: tenant.tenantId, instanceId });
  expect(requests.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(
    bodies.map(({ id }) => id).toSorted(),
  );
  await all.receiver.waitFor(3);
  expect(other.receiver.received).toEqual([]);
  await until(async () => {
    expect((await shown(webhook.id)).lastCalled).not.toBeNull();
  });
});

it('a failure is tried again with the same id and a fresh signature, and then succeeds', async () => {
  const { receiver, webhook } = await endpoint((response, _, count) => {
    response.writeHead(count === 1 ? 500 : 204).end();
  });
  await record(1);
  const [first, second] = await receiver.waitFor(2);
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second?.body).toBe(first?.body);
  await until(async () => {
    expect(await deliveriesOf(webhook.id)).toMatchObject([
      { state: 'delivered', attempts: 2, lastStatusCode: 204, lastError: null },
    ]);
  });
  const { rows } = await owner.query(
    `select a.attempt, a.status_code, a.error from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id where d.webhook_id = $1 order by a.attempt`,
    [webhook.id],
  );
  expect(rows).toEqual([
    { attempt: 1, status_code: 500, error: 'http_500' },
    { attempt: 2, status_code: 204, error: null },
  ]);
  expect((await shown(webhook.id)).failingSince).toBeNull();
});

it('after the last retry an event is listed as failed', async () => {
  const { receiver, webhook } = await endpoint(status(302, { location: '/elsewhere' }), {
    retryConfig: { maxRetries: 1, retryDelay: 100 },
  });
  await record(1);
  await until(async () => {
    expect(await deliveriesOf(webhook.id)).toMatchObject([
      { state: 'failed', attempts: 2, lastError: 'redirect_not_followed' },
    ]);
  });
  expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook']);
  expect((await shown(webhook.id)).failingSince).not.toBeNull();
});

it('410 switches the endpoint off, says so to the others, and holds what waits until it is switched on again', async () => {
  const { receiver, webhook } = await endpoint(status(410));
  const witness = await endpoint(status(204), { events: ['webhook.disabled'] });
  await record(1);
  await witness.receiver.waitFor(1);
  expect(EventEnvelope.parse(JSON.parse(witness.receiver.received[0]?.body ?? ''))).toMatchObject({
    type: 'webhook.disabled',
    data: { webhook: { id: webhook.id, url: webhook.url }, reason: 'The endpoint answered 410 Gone' },
  });
  expect(await shown(webhook.id)).toMatchObject({
    isActive: false,
    disabledReason: 'The endpoint answered 410 Gone',
  });
  expect(await deliveriesOf(webhook.id)).toMatchObject([
    { state: 'pending', attempts: 1, lastError: 'http_410' },
  ]);
  const { rows } = await owner.query(
    `select user_id from audit_logs where action = 'webhook.disabled' and resource_id = $1`,
    [webhook.id],
  );
  expect(rows).toEqual([{ user_id: null }]);

  receiver.answerWith(status(204));
  await call('PUT', `/webhooks/${webhook.id}`, { url: webhook.url, events: webhook.events, isActive: true });
  await receiver.waitFor(2);
  await until(async () => {
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });
  expect(await shown(webhook.id)).toMatchObject({ isActive: true, disabledReason: null, failingSince: null });
});

it('five days without a success switch the endpoint off', async () => {
  const { webhook } = await endpoint(status(500));
  await owner.query(`update webhooks set failing_since = now() - interval '5 days' where id = $1`, [
    webhook.id,
  ]);
  await record(1);
  await until(async () => {
    expect(await shown(webhook.id)).toMatchObject({
      isActive: false,
      disabledReason: 'No delivery succeeded for 5 days',
    });
  });
  expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'pending' }]);
});

it('what a killed worker had claimed is delivered by another', async () => {
  const { receiver, webhook } = await endpoint(status(204), { events: ['message.read'] });
  await owner.query(
    `with event as (
       insert into events (id, tenant_id, instance_id, type, data) values (gen_random_uuid(), $1, $2, 'message.read', '{}') returning id
     )
     insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, state, claim_id, claim_until)
     select $1, $3, id, 'message.read', 'delivering', gen_random_uuid(), now() from event`,
    [tenant.tenantId, instanceId, webhook.id],
  );
  await receiver.waitFor(1);
  await until(async () => {
    expect(await deliveriesOf(webhook.id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });
});

it('an endpoint never has more than four requests at once, and each event comes once', async () => {
  let inFlight = 0;
  let most = 0;
  const { receiver } = await endpoint((response) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    setImmediate(() => {
      inFlight -= 1;
      response.writeHead(204).end();
    });
  });
  await record(500);
  await receiver.waitFor(500);
  expect(most).toBeLessThanOrEqual(4);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(500);
});
