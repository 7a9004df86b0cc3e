import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { cpuSeconds } from '../throughput/cpu-time.ts';
import { eventData, type DeliveryFigures, type DeliveryPlan } from './delivery-figures.ts';
import { withReceivers, type Receivers } from './received.ts';
import { API_AND_WORKER, withRecado, type Started } from '../with-recado.ts';

const Created = z.object({ id: z.string() });

/** Events and what each endpoint is to get of them; a worker's sweep finds the lanes within a second. */
const SEED = `
  with given as (
    select gen_random_uuid() as id, w.tenant_id, w.id as webhook_id, n
    from webhooks w cross join generate_series(1, $1::int) n
  ),
  inserted as (
    insert into events (id, tenant_id, type, data, conversation_id)
    select id, tenant_id, 'message.sent', $2::jsonb, gen_random_uuid() from given order by n
  )
  insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type)
  select tenant_id, webhook_id, id, 'message.sent' from given order by n`;

/** Looks at the two small indexes alone, so that asking costs little. */
const IS_OVER = `select not exists (select from webhook_deliveries where state = 'pending')
  and not exists (select from webhook_deliveries where state = 'delivering') as "isOver"`;
const FAILED = `select count(*)::int as count from webhook_attempts where error is not null`;
const POLL_MS = 25;

/** Measures an api and a worker process on a fresh, durable database. */
export async function recadoFigures(plan: DeliveryPlan): Promise<DeliveryFigures> {
  return withReceivers(plan.endpoints, (receivers) =>
    withRecado(API_AND_WORKER, async (started) => {
      for (const url of receivers.urls)
        Created.parse(await started.client.expect('POST', '/webhooks', { url, events: ['message.sent'] }));
      return measure(plan, { ...started, receivers });
    }),
  );
}

type Scene = Pick<Started, 'database' | 'pids'> & { receivers: Receivers };

async function measure(plan: DeliveryPlan, { receivers, database, pids }: Scene): Promise<DeliveryFigures> {
  await database.query(SEED, [plan.deliveries / plan.endpoints, JSON.stringify(eventData(1))]);
  const cpuBefore = await cpuSeconds(pids);
  while (!(await isOver(database))) await pause(POLL_MS);
  const seconds = (Date.now() - (await receivers.firstAtMs())) / 1_000;
  const cpu = (await cpuSeconds(pids)) - cpuBefore;
  const failed = await database.query<{ count: number }>(FAILED);
  if (failed.rows[0]?.count !== 0) throw new Error('An attempt failed');
  return {
    name: 'Recado, api + worker',
    ...plan,
    deliveriesPerSecond: Math.round(plan.deliveries / seconds),
    cpuMicrosecondsPerDelivery: Math.round((cpu / plan.deliveries) * 1e6),
  };
}

async function isOver(database: pg.Client): Promise<boolean> {
  const { rows } = await database.query<{ isOver: boolean }>(IS_OVER);
  return rows[0]?.isOver === true;
}
