import type { WebhookId } from '@recado/contracts';
import type { DashboardScene } from './dashboard-scene.ts';
import { change } from './scene-database.ts';

/** As many more events like the last that a message was sent, as if nobody had asked for them at the time. */
export async function happenBefore(scene: DashboardScene, count: number): Promise<void> {
  await change(
    scene,
    `insert into events (id, tenant_id, instance_id, conversation_id, type, data)
     select gen_random_uuid(), tenant_id, instance_id, conversation_id, type, data
     from (select * from events where type = 'message.sent' order by seq desc limit 1) last, generate_series(1, $1::int)`,
    [count],
  );
}

/** A week of requests to an endpoint before this hour: more by day than by night, and a few hours in which it failed. */
export async function fareBefore(scene: DashboardScene, id: WebhookId): Promise<void> {
  await change(
    scene,
    `insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
     select w.tenant_id, w.id, date_trunc('hour', now()) - make_interval(hours => back), 90, busy,
       case when back in (5, 6, 7, 50, 51) then busy / 3 when back % 9 = 0 then 4 else 0 end
     from webhooks w, generate_series(1, 167) back,
       lateral (select (60 + 45 * sin(2 * pi() * (back - 4) / 24))::int as busy) b
     where w.id = $1`,
    [id],
  );
}
