import { randomUUID } from 'node:crypto';
import { MessagePage, Webhook } from '@recado/contracts';
import { expect } from 'vitest';
import type { ApiClient } from '../harness/api.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { send, text } from './message-scene.ts';
import { webNumber } from './sandbox-numbers.ts';
import { change } from './scene-database.ts';
import { until } from './until.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';

export const PATIENCE = { timeout: 30_000 };

/** How many messages a contact wrote. */
export async function written(client: ApiClient, phone: string): Promise<number> {
  const page = await client.expect('GET', `/messages/history?contact=${encodeURIComponent(phone)}`);
  return MessagePage.parse(page).items.filter(({ direction }) => direction === 'inbound').length;
}

/** A message that a customer wrote, told once more under another id, as an event that failed and that a repaired server can process. */
export async function setAside(scene: DashboardScene, phone: string, error: string): Promise<void> {
  const { cloudId } = await webNumber(scene.client);
  await scene.client.expect(
    'POST',
    `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(phone)}/messages`,
    {
      type: 'text',
      text: 'Bom dia',
    },
  );
  await expect.poll(() => written(scene.client, phone), PATIENCE).toBe(1);
  const { rowCount } = await change(
    scene,
    `insert into inbound_events (id, tenant_id, instance_id, event_key, kind, payload, state, attempts, error_detail)
     select $1::uuid, tenant_id, instance_id, $1::uuid::text, kind,
       regexp_replace(payload::text, 'wamid\\.[A-Za-z0-9+/=_-]+', 'wamid.' || $1::uuid::text)::jsonb, 'poison', 5, $2
     from inbound_events where kind = 'message' and payload::text like '%' || $3::text || '%' limit 1`,
    [randomUUID(), error, phone.replace('+', '')],
  );
  expect(rowCount).toBe(1);
}

/** For an hour a lane is held by a process that is gone. Who holds it now comes to its end first, and would give it back. */
const holdByGone = (scene: DashboardScene, kind: string, id: string): Promise<void> =>
  until('the lane is free', async () => {
    const { rowCount } = await change(
      scene,
      `insert into leases (kind, id, holder, expires_at) values ($1, $2, $3, now() + interval '1 hour')
       on conflict (kind, id) do update set holder = excluded.holder, expires_at = excluded.expires_at
       where leases.expires_at <= now()`,
      [kind, id, randomUUID()],
    );
    return rowCount === 1;
  });

/** A message that is due for five minutes, in a lane whose holder is gone but whose hold has not ended. */
export async function getStuck(scene: DashboardScene): Promise<Parameters<ApiClient['message']>[0]> {
  const { cloudId } = await webNumber(scene.client);
  await holdByGone(scene, 'send', cloudId);
  const { id } = await send(scene.client, '+5511900000088', text('Seu pedido saiu.'));
  await change(scene, `update messages set run_at = now() - interval '5 minutes' where id = $1`, [id]);
  return id;
}

const standing = new WeakSet<DashboardScene['client']>();

/** Lanes of several kinds that a dead process holds, with work that is due for minutes. Once for each scene. */
export async function standStill(scene: DashboardScene): Promise<void> {
  const { client } = scene;
  if (standing.has(client)) return;
  standing.add(client);
  const { cloudId } = await webNumber(client);
  const settings = { url: (await startWebhookReceiver()).url, events: ['message.sent'] };
  const { id: webhookId } = Webhook.parse(await client.expect('POST', '/webhooks', settings));
  const replayId = randomUUID();
  for (const [kind, id] of [
    ['media', cloudId],
    ['webhook', webhookId],
    ['webhook-replay', replayId],
  ] as const)
    await holdByGone(scene, kind, id);
  await change(
    scene,
    `insert into media (id, tenant_id, instance_id, kind, mime_type, state, run_at)
     select gen_random_uuid(), tenant_id, id, 'image', 'image/jpeg', 'pending', now() - interval '2 minutes'
     from instances, generate_series(1, 3) where id = $1`,
    [cloudId],
  );
  await change(
    scene,
    `with event as (
       insert into events (id, tenant_id, instance_id, conversation_id, type, data)
       select gen_random_uuid(), tenant_id, instance_id, conversation_id, type, data
       from (select * from events order by seq desc limit 1) last, generate_series(1, 40)
       returning id, tenant_id, type
     )
     insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, run_at)
     select tenant_id, $1, id, type, now() - interval '8 minutes' from event`,
    [webhookId],
  );
  await change(
    scene,
    `insert into webhook_replays (id, tenant_id, webhook_id, from_time, to_time, total, queued, created_at, run_at)
     select $2, tenant_id, id, now() - interval '1 day', now(), 1200, 300, now() - interval '5 minutes', now() - interval '4 minutes'
     from webhooks where id = $1`,
    [webhookId, replayId],
  );
}
