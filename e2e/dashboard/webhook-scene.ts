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
