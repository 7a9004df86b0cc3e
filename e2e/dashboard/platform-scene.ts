import { randomUUID } from 'node:crypto';
import { MessagePage } from '@recado/contracts';
import { expect } from 'vitest';
import type { ApiClient } from '../harness/api.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { send, text } from './message-scene.ts';
import { webNumber } from './sandbox-numbers.ts';
import { change } from './scene-database.ts';

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

/** A message that is due for five minutes, in a lane whose holder is gone but whose hold has not ended. */
export async function getStuck(scene: DashboardScene): Promise<Parameters<ApiClient['message']>[0]> {
  const { cloudId } = await webNumber(scene.client);
  await change(
    scene,
    `insert into leases (kind, id, holder, expires_at) values ('send', $1, $2, now() + interval '1 hour')
     on conflict (kind, id) do update set holder = excluded.holder, expires_at = excluded.expires_at`,
    [cloudId, randomUUID()],
  );
  const { id } = await send(scene.client, '+5511900000088', text('Seu pedido saiu.'));
  await change(scene, `update messages set run_at = now() - interval '5 minutes' where id = $1`, [id]);
  return id;
}
