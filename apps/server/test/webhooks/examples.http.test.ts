import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventEnvelope, MessageId, WebhookDeliveryPage, WebhookWithSecret } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createMessagingScene, type MessagingScene } from '../harness/messaging-scene.ts';
import {
  keptIn,
  missingOf,
  receiverExamples,
  runSendExample,
  sendExamples,
  type ExampleReceiver,
  type ReceiverExample,
} from './example-programs.ts';

// Programs start slowly on a machine that is busy with other things.
const PATIENCE = { timeout: 60_000 };

let scene: MessagingScene;

beforeAll(async () => {
  scene = await createMessagingScene({ settings: { RECADO_ROLE: 'all' } });
});
afterAll(() => scene.cloud.close());
// What is refused is logged by the receiver that runs within this process.
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Why tests of an example are left out; false when they are not. */
const reasonToSkip = ({ needs }: { needs: readonly string[] }): string | false => {
  const missing = missingOf(needs);
  return missing !== undefined && `${missing} is not installed on this machine`;
};

const deliveriesOf = async (id: string) =>
  WebhookDeliveryPage.parse((await scene.call('GET', `/webhooks/${id}/deliveries`)).body).items;

async function subscribe(url: string, secret: string): Promise<string> {
  const payload = {
    url,
    secret,
    events: ['message.accepted', 'message.sent'],
    retryConfig: { maxRetries: 0 },
  };
  const answer = await scene.call('POST', '/webhooks', { payload });
  expect(answer.status).toBe(201);
  return WebhookWithSecret.parse(answer.body).id;
}

/** Sends a message, and resolves when both its events were taken with a 204. */
async function deliverTwoEvents(webhookId: string): Promise<void> {
  const { recipient } = await scene.writingCustomer();
  const before = (await deliveriesOf(webhookId)).length;
  await scene.accepted({ recipient, message: { type: 'text', content: 'Olá, ção 👋 "$(id)" \\ \'' } });
  const outcomes = async () =>
    (await deliveriesOf(webhookId)).map(({ state, lastStatusCode }) => `${state} ${String(lastStatusCode)}`);
  await expect.poll(outcomes).toEqual(Array.from({ length: before + 2 }, () => 'delivered 204'));
}

async function withReceiver(
  example: ReceiverExample,
  check: (receiver: ExampleReceiver & { inbox: string; secret: string }) => Promise<void>,
): Promise<void> {
  const inbox = await mkdtemp(path.join(tmpdir(), 'recado-example-'));
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const receiver = await example.start({ secret, inbox });
  try {
    await check({ ...receiver, inbox, secret });
  } finally {
    await receiver.stop();
    await rm(inbox, { recursive: true, force: true });
  }
}

describe.each(receiverExamples)('the receiver of the examples $file', PATIENCE, (example) => {
  const reason = reasonToSkip(example);

  it('keeps each event once, however often it comes, and goes on while the secret is changed', async ({
    skip,
  }) => {
    skip(reason !== false, String(reason));
    await withReceiver(example, async ({ url, inbox, secret }) => {
      const webhookId = await subscribe(url, secret);
      await deliverTwoEvents(webhookId);
      const [again] = await deliveriesOf(webhookId);
      await scene.call('POST', `/deliveries/${String(again?.id)}/retry`);
      await expect
        .poll(async () => (await deliveriesOf(webhookId))[0])
        .toMatchObject({
          id: again?.id,
          state: 'delivered',
          attempts: 2,
        });
      expect(await scene.call('POST', `/webhooks/${webhookId}/rotate-secret`)).toMatchObject({ status: 200 });
      await deliverTwoEvents(webhookId);

      const kept = await keptIn(inbox);
      const delivered = await deliveriesOf(webhookId);
      expect([...kept.keys()].toSorted()).toEqual(delivered.map(({ eventId }) => eventId).toSorted());
      for (const { eventId, eventType } of delivered) {
        const event = EventEnvelope.parse(JSON.parse(kept.get(eventId) ?? ''));
        expect(event).toMatchObject({ id: eventId, type: eventType });
      }
    });
  });

  it('refuses what Recado did not sign', async ({ skip }) => {
    skip(reason !== false, String(reason));
    await withReceiver(example, async ({ url, inbox, secret }) => {
      const webhookId = await subscribe(url, `whsec_${randomBytes(32).toString('base64')}`);
      const { body } = await scene.call('POST', `/webhooks/${webhookId}/test`);
      expect(body).toMatchObject({ delivered: false, statusCode: 401 });
      const now = String(Math.floor(Date.now() / 1000));
      const forged = { 'webhook-id': '../forged', 'webhook-timestamp': now, 'webhook-signature': 'v1,AAAA' };
      for (const headers of [
        forged,
        { ...forged, 'webhook-timestamp': '1' },
        { 'webhook-signature': secret },
      ]) {
        expect((await fetch(url, { method: 'POST', headers, body: '{}' })).status).toBe(401);
      }
      expect(await keptIn(inbox)).toEqual(new Map());
    });
  });
});

describe.each(sendExamples)('the example $file', PATIENCE, (example) => {
  const reason = reasonToSkip(example);

  it('sends a message, once however often it is run', async ({ skip }) => {
    skip(reason !== false, String(reason));
    const { recipient } = await scene.writingCustomer();
    const payload = { name: 'example', permissions: ['messages:send'] };
    const { body } = await scene.call('POST', '/api-keys', { role: 'admin', payload });
    const settings = {
      RECADO_URL: await scene.cloud.app.getUrl(),
      RECADO_API_KEY: z.object({ key: z.string() }).parse(body).key,
      RECADO_INSTANCE: scene.instanceId,
      RECADO_RECIPIENT: recipient,
    };
    const printed = await runSendExample(example, example.file, settings);
    const repeated = await runSendExample(example, example.file, settings);
    const id = MessageId.parse(/[0-9a-f]{8}-[0-9a-f-]{27}/.exec(printed)?.[0]);
    expect(repeated).toBe(printed);
    await scene.reaches(id, 'read');
    const content = `O seu pedido ${example.file} foi confirmado. 🎉`;
    expect((await scene.find(id)).message).toMatchObject({ type: 'text', content });
    expect(await scene.history({ contact: recipient, direction: 'outbound' })).toHaveLength(1);
  });
});
