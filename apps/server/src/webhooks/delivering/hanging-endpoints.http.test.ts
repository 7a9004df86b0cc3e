import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { WebhookDeliveryPage } from '@recado/contracts';
import { status } from '../../../test/harness/webhook-receiver.ts';
import { createWebhookScene, type WebhookScene } from '../../../test/webhooks/webhook-scene.ts';

const LANES = 4;

let scene: WebhookScene;

beforeAll(async () => {
  scene = await createWebhookScene('all', { RECADO_LANE_CONCURRENCY: String(LANES) });
});
afterAll(() => scene.close());
afterEach(() => scene.clear());

const sent = (count: number) => Array.from({ length: count }, () => ({ type: 'message.sent' as const }));
const forever = (): undefined => undefined;

// A lane that waited would wait for half a minute, longer than the test.
const patient = { timeoutMs: 30_000 };

it('endpoints that hang, three for each lane there is, keep no other endpoint from getting its events', async () => {
  const hanging = [];
  for (let count = 0; count < 3 * LANES; count += 1) hanging.push(await scene.endpoint(forever, patient));
  await scene.record(sent(8));
  await Promise.all(hanging.map(({ receiver }) => receiver.waitFor(4)));
  const quick = await scene.endpoint(status(204));
  await scene.record(sent(50));
  await quick.receiver.waitFor(50);
  expect(hanging.map(({ receiver }) => receiver.received.length)).toEqual(hanging.map(() => 4));
});

it('an endpoint gets no more than four requests at once, over all its turns, and the next as one ends', async () => {
  const answers: (() => void)[] = [];
  const { receiver, webhook } = await scene.endpoint((response) => {
    answers.push(() => response.writeHead(204).end());
  }, patient);
  await scene.record(sent(6));
  await receiver.waitFor(4);
  // Each of these asks for a turn.
  await scene.record(sent(1));
  await scene.record(sent(1));
  answers[0]?.();
  await receiver.waitFor(5);
  expect(answers.length).toBe(5);
  receiver.answerWith(status(204));
  for (const answer of answers.slice(1)) answer();
  await expect
    .poll(
      async () => {
        const response = await scene.call('GET', `/webhooks/${webhook.id}/deliveries?state=delivered`);
        return WebhookDeliveryPage.parse(response.json()).items.map(({ attempts }) => attempts);
      },
      { timeout: 10_000 },
    )
    .toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
});

it('a process that stops does not wait for what hangs, and what nobody knows the end of is delivered again', async () => {
  const { receiver, webhook } = await scene.endpoint(forever, patient);
  await scene.record(sent(1));
  await receiver.waitFor(1);
  const { database } = scene.test;
  await scene.test.app.close();
  const rows = await scene.query('select state, attempt from webhook_deliveries where webhook_id = $1', [
    webhook.id,
  ]);
  expect(rows).toEqual([{ state: 'pending', attempt: 0 }]);
  await scene.clear();
  await database.drop();
  scene = await createWebhookScene('all', { RECADO_LANE_CONCURRENCY: String(LANES) });
});
