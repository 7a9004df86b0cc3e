import { MessageExchange, type MessageId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import { seedTenant } from '../../../test/harness/seed.ts';

let scene: MessagingScene;
beforeAll(async () => {
  // A status that overtakes the answer would settle the message in its place.
  scene = await createMessagingScene({ behaviour: { sentDelayMs: 3_000 } });
});
afterAll(() => scene.cloud.close());

const exchangeOf = async (id: MessageId): Promise<MessageExchange> =>
  MessageExchange.parse((await scene.call('GET', `/messages/${id}/exchange`, { role: 'viewer' })).body);

it('shows the request without credentials, and what WhatsApp told of it as it came', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const { id } = await scene.accepted({ recipient });
  await expect.poll(async () => (await scene.find(id)).status, { timeout: 20_000 }).toBe('read');
  const { request, attempts, updates } = await exchangeOf(id);
  expect(request).toEqual({
    method: 'POST',
    url: `${scene.cloud.simulator.url}/v25.0/${scene.cloud.number.id}/messages`,
    body: telephone.received()[0]?.body,
  });
  const { whatsappId } = await scene.find(id);
  expect(attempts).toMatchObject([{ attempt: 1, status: 'sent', whatsappId, answer: null }]);
  expect(updates).toMatchObject(
    ['sent', 'delivered', 'read'].map((status) => ({
      kind: 'status',
      state: 'done',
      payload: { update: 'status', status: { id: whatsappId, status } },
    })),
  );
});

it('shows what came in as it came, and no request', async () => {
  const { recipient } = await scene.writingCustomer();
  const [message] = await scene.history({ contact: recipient });
  if (message === undefined) throw new Error('The message of the customer is missing');
  const { request, attempts, updates } = await exchangeOf(message.id);
  expect([request, attempts]).toEqual([null, []]);
  expect(updates).toMatchObject([
    { kind: 'message', state: 'done', payload: { message: { id: message.whatsappId } } },
  ]);
});

it('shows the answer of WhatsApp to what it refused', async () => {
  const { recipient } = await scene.writingCustomer();
  scene.cloud.simulator.faults.add({
    match: { to: recipient.slice(1) },
    fault: { kind: 'error', code: 131_009 },
  });
  const { id } = await scene.accepted({ recipient });
  await scene.reaches(id, 'failed');
  const [attempt] = (await exchangeOf(id)).attempts;
  expect(attempt?.answer?.status).toBe(400);
  expect(JSON.parse(attempt?.answer?.body ?? '')).toMatchObject({ error: { code: 131_009 } });
});

it("is not found for another tenant's message", async () => {
  const { recipient } = await scene.writingCustomer();
  const { id } = await scene.accepted({ recipient });
  const other = await seedTenant(scene.cloud);
  const response = await scene.cloud.app.inject({
    url: `/messages/${id}/exchange`,
    headers: other.authorization('viewer'),
  });
  expect(response.statusCode).toBe(404);
});
