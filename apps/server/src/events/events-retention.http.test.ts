import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createWebhookScene, type WebhookScene } from '../../test/webhooks/webhook-scene.ts';
import { Retention } from '../platform/database/retention.ts';

let scene: WebhookScene;

beforeAll(async () => {
  scene = await createWebhookScene('api', { RECADO_EVENTS_RETENTION_DAYS: '7' });
});
afterAll(() => scene.close());
afterEach(() => scene.clear());

const clean = () => scene.test.app.get(Retention).runOnce();

const left = async (table: string): Promise<unknown> =>
  (await scene.query(`select count(*)::int as count from ${table}`))[0]?.['count'];

/** Events with a delivery and an attempt each, of so many days ago. */
async function oldEvents(count: number, days: number, state = 'delivered'): Promise<void> {
  await scene.endpoint();
  await scene.record(Array.from({ length: count }, () => ({ type: 'message.sent' as const })));
  await scene.query(
    `with old as (
       update events set created_at = now() - make_interval(days => $1) where created_at > now() - interval '1 hour' returning id
     ), deliveries as (
       update webhook_deliveries d set state = $2, claim_until = now() + interval '1 minute'
       from old where d.event_id = old.id returning d.id, d.tenant_id
     )
     insert into webhook_attempts (id, tenant_id, delivery_id, attempt, duration_ms)
     select gen_random_uuid(), tenant_id, id, 1, 1 from deliveries`,
    [days, state],
  );
}

it('events older than the setting go with their deliveries and attempts, in as many batches as it takes; younger ones stay', async () => {
  await oldEvents(450, 8);
  await scene.record([{ type: 'message.read' }]);
  await clean();
  expect([await left('events'), await left('webhook_deliveries'), await left('webhook_attempts')]).toEqual([
    1, 1, 0,
  ]);
});

it('one day short of it, they stay', async () => {
  await oldEvents(3, 6);
  await clean();
  expect(await left('events')).toBe(3);
});

it('what is on its way to an endpoint stays until that is done', async () => {
  await oldEvents(2, 8, 'delivering');
  await clean();
  expect(await left('webhook_deliveries')).toBe(2);
  await scene.query(`update webhook_deliveries set state = 'delivered'`);
  await clean();
  expect(await left('events')).toBe(0);
});

it('an event that somebody has locked is left for the next time, and the others go', async () => {
  await oldEvents(5, 8);
  const other = new pg.Client({ connectionString: scene.test.database.connectionString });
  await other.connect();
  await other.query('begin');
  await other.query('select id from events order by seq limit 1 for key share');
  await clean();
  expect(await left('events')).toBe(1);
  await other.query('commit');
  await other.end();
  await clean();
  expect(await left('events')).toBe(0);
});

it('statistics of endpoints go with them', async () => {
  const { webhook } = await scene.endpoint();
  await scene.query(
    `insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
     select $1, $2, now() - make_interval(days => days), 1, 1, 0 from unnest(array[1, 8, 9]) days`,
    [scene.tenant.tenantId, webhook.id],
  );
  await clean();
  expect(await left('webhook_hours')).toBe(1);
});
