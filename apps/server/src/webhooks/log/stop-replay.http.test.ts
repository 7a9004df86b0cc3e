import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebhookReplay, WebhookReplayId, WebhookReplayPage, type EventType } from '@recado/contracts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { seedApiKey } from '../../../test/harness/seed.ts';
import type { TestApp } from '../../../test/harness/test-app.ts';
import { createWebhookScene, type WebhookScene } from '../../../test/webhooks/webhook-scene.ts';
import { ReplaysRepository } from './replays.repository.ts';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const UNKNOWN = '0198f3c0-0000-7000-8000-000000000000';

let scene: WebhookScene;
let worker: TestApp;
const startWorker = () => scene.another({ RECADO_ROLE: 'worker' });

beforeAll(async () => {
  scene = await createWebhookScene('api');
  worker = await startWorker();
});
afterAll(async () => {
  await worker.close();
  await scene.close();
});
afterEach(() => scene.clear());

const record = (count: number, type: EventType = 'message.sent') =>
  scene.record(Array.from({ length: count }, () => ({ type })));

async function begin(webhookId: string, request: Record<string, unknown> = {}): Promise<WebhookReplay> {
  const payload = { from: LONG_AGO, ...request };
  return WebhookReplay.parse((await scene.call('POST', `/webhooks/${webhookId}/replay`, payload)).json());
}
const show = async ({ id, webhookId }: WebhookReplay) =>
  WebhookReplay.parse((await scene.call('GET', `/webhooks/${webhookId}/replays/${id}`)).json());
const stop = async ({ id, webhookId }: WebhookReplay) => {
  const response = await scene.call('POST', `/webhooks/${webhookId}/replays/${id}/stop`);
  expect(response.statusCode).toBe(200);
  return WebhookReplay.parse(response.json());
};
const completes = (replay: WebhookReplay) =>
  expect.poll(async () => (await show(replay)).state).toBe('completed');

/** How many deliveries of an endpoint are in each state. */
async function deliveries(webhookId: string): Promise<Record<string, unknown>> {
  const rows = await scene.query(
    'select state, count(*)::int as count from webhook_deliveries where webhook_id = $1 group by state',
    [webhookId],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [String(state), count]));
}

const audited = (webhookId: string) =>
  scene.query(`select changes from audit_logs where resource_id = $1 and action = 'webhook.replay_stopped'`, [
    webhookId,
  ]);

describe('POST /webhooks/:id/replays/:replayId/stop', () => {
  it(
    '200 ends what another process runs: what is queued is delivered, the rest never',
    { timeout: 60_000 },
    async () => {
      await record(1_300);
      const held: (() => void)[] = [];
      let isOpen = false;
      const { receiver, webhook } = await scene.endpoint((response) => {
        const answer = () => void response.writeHead(204).end();
        if (isOpen) answer();
        else held.push(answer);
      });
      const replay = await begin(webhook.id);
      // With a thousand waiting, a replay queues no more until some are delivered.
      await expect.poll(async () => (await show(replay)).queued).toBeGreaterThanOrEqual(1_000);
      const stopped = await stop(replay);
      expect(stopped).toMatchObject({ state: 'stopped', total: 1_300 });
      expect(stopped.queued).toBeLessThan(1_300);
      expect(stopped.finishedAt).not.toBeNull();
      isOpen = true;
      for (const answer of held) answer();
      await expect
        .poll(() => deliveries(webhook.id), { timeout: 30_000 })
        .toEqual({ delivered: stopped.queued });
      await completes(await begin(webhook.id, { types: ['message.read'] }));
      expect(await show(replay)).toEqual(stopped);
      expect(await deliveries(webhook.id)).toEqual({ delivered: stopped.queued });
      expect(receiver.received.length).toBe(stopped.queued);
    },
  );

  it('200 holds after a restart: a worker that starts later queues nothing', async () => {
    await record(3);
    const { webhook } = await scene.endpoint();
    await worker.close();
    const stopped = await stop(await begin(webhook.id));
    expect(stopped).toMatchObject({ state: 'stopped', total: null, queued: 0 });
    worker = await startWorker();
    await completes(await begin(webhook.id, { types: ['message.read'] }));
    expect(await show(stopped)).toEqual(stopped);
    expect(await deliveries(webhook.id)).toEqual({});
  });

  it('a batch that was looked for meanwhile is not queued any more', async () => {
    const { webhook } = await scene.endpoint();
    await worker.close();
    const replay = await begin(webhook.id);
    const { app } = scene.test;
    const replays = app.get(ReplaysRepository);
    const holds = await app.get(WorkerDatabase).transaction(async (tx) => {
      const running = await replays.findRunning(tx, WebhookReplayId.parse(replay.id));
      await stop(replay);
      return running && replays.hold(tx, running);
    });
    expect(holds).toBe(false);
    worker = await startWorker();
  });

  it('200 leaves one that has ended as it is, and is audited once', async () => {
    await record(1);
    const { webhook } = await scene.endpoint();
    const completed = await begin(webhook.id);
    await completes(completed);
    expect(await stop(completed)).toMatchObject({ state: 'completed', total: 1, queued: 1 });
    expect(await audited(webhook.id)).toEqual([]);
    await worker.close();
    const running = await begin(webhook.id);
    const stopped = await stop(running);
    expect(await stop(running)).toEqual(stopped);
    expect(await audited(webhook.id)).toEqual([
      {
        changes: {
          before: { state: 'running' },
          after: { replayId: running.id, state: 'stopped', total: null, queued: 0 },
        },
      },
    ]);
    worker = await startWorker();
  });

  it('404 with its code and hint for a replay that does not exist, or is of another webhook', async () => {
    const { webhook } = await scene.endpoint();
    const { webhook: other } = await scene.endpoint();
    const { id } = await begin(webhook.id);
    for (const path of [`${webhook.id}/replays/${UNKNOWN}`, `${other.id}/replays/${id}`]) {
      const response = await scene.call('POST', `/webhooks/${path}/stop`);
      expect(response.json()).toMatchObject({
        status: 404,
        code: 'not_found',
        detail: 'Replay was not found',
        hint: 'Check the id; what belongs to another tenant is not found either.',
      });
    }
  });

  it('403 a viewer; 404 another tenant, and an API key of another instance', async () => {
    const { webhook } = await scene.endpoint();
    const { id } = await begin(webhook.id);
    const { headers: key } = await seedApiKey(scene.test, scene.tenant.tenantId, {
      instanceIds: [scene.instanceId],
    });
    const url = `/webhooks/${webhook.id}/replays`;
    const statuses = async (headers: { authorization: string }) => [
      (await scene.call('GET', url, undefined, headers)).statusCode,
      (await scene.call('POST', `${url}/${id}/stop`, undefined, headers)).statusCode,
    ];
    expect(await statuses(scene.tenant.authorization('viewer'))).toEqual([200, 403]);
    expect(await statuses(scene.stranger.authorization('admin'))).toEqual([404, 404]);
    expect(await statuses(key)).toEqual([404, 404]);
  });
});

it('GET /webhooks/:id/replays lists those of a webhook, newest first, page by page', async () => {
  const { webhook } = await scene.endpoint();
  const { webhook: other } = await scene.endpoint();
  await begin(other.id);
  const begun: string[] = [];
  for (let made = 0; made < 3; made++) {
    const replay = await begin(webhook.id);
    await completes(replay);
    begun.push(replay.id);
  }
  const page = async (query: string) =>
    WebhookReplayPage.parse((await scene.call('GET', `/webhooks/${webhook.id}/replays?${query}`)).json());
  const first = await page('limit=2');
  const second = await page(`limit=2&cursor=${String(first.nextCursor)}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(begun.toReversed());
  expect(second.nextCursor).toBeNull();
});
