import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../faults/fault-rules.ts';
import { startGraphApiSimulator } from '../start-simulator.ts';
import { CUSTOMER, type Scene, startScene, text } from '../testing/scene.ts';

function control({ simulator }: Scene) {
  return async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${simulator.url}/_simulator/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    return { status: response.status, body: await response.json() };
  };
}

test('an account and a number are made over HTTP', async () => {
  const scene = await startScene();
  const order = control(scene);
  const { id, accessToken } = z
    .object({ id: z.string(), accessToken: z.string() })
    .parse((await order('POST', 'business-accounts', { name: 'Shop' })).body);
  expect(
    await order('PUT', `business-accounts/${id}/callback`, { url: scene.receiver.url, verifyToken: 'x' }),
  ).toEqual({ status: 200, body: { success: true } });
  await order('POST', 'phone-numbers', {
    id: '4711',
    businessAccountId: id,
    throughputPerSecond: 'unlimited',
  });
  const answer = await fetch(`${scene.simulator.url}/v25.0/4711?fields=throughput`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(await answer.json()).toEqual({ id: '4711', throughput: { level: 'HIGH' } });
  expect((await order('GET', 'phone-numbers')).body).toHaveLength(2);
});

test('the ledger, health and reset', async () => {
  const scene = await startScene();
  const order = control(scene);
  const wamid = await scene.send({ ...text('hello'), biz_opaque_callback_data: 'id' });
  await order('POST', 'idle');
  expect((await order('GET', 'ledger?callbackData=id')).body).toMatchObject({
    accepted: 1,
    requests: 1,
    matching: 1,
    entries: [{ wamid, to: CUSTOMER }],
  });
  expect((await order('GET', `ledger?wamid=${wamid}&to=1`)).body).toMatchObject({ matching: 0 });
  expect((await order('GET', 'health')).body).toMatchObject({ status: 'ok', accepted: 1 });
  await order('POST', 'reset');
  expect((await order('GET', 'health')).body).toMatchObject({ accepted: 0, requests: 0 });
});

test('faults are ordered, listed and taken back', async () => {
  const scene = await startScene();
  const order = control(scene);
  const { id } = z.object({ id: z.string() }).parse(
    (
      await order('POST', 'faults', {
        match: { endpoint: 'messages' },
        times: 'always',
        fault: { kind: 'error', code: 131016 },
      })
    ).body,
  );
  expect(await scene.refusal(text('x'))).toMatchObject({ status: 503, error: { code: 131016 } });
  expect((await order('GET', 'faults')).body).toMatchObject([{ id, applied: 1 }]);
  expect((await order('DELETE', `faults/${id}`)).body).toEqual({ success: true });
  await scene.send(text('x'));
  expect((await order('POST', 'faults', { fault: { kind: 'earthquake' } })).status).toBe(400);
});

test.each<Fault>([
  { kind: 'latency', ms: 1 },
  { kind: 'status', status: 503 },
  { kind: 'acceptThenStatus', status: 500, body: null },
  { kind: 'error', code: 1 },
  { kind: 'rateLimit' },
  { kind: 'reset' },
  { kind: 'hang' },
  { kind: 'acceptThenHang' },
  { kind: 'acceptThenReset' },
  { kind: 'acceptThenTruncate' },
  { kind: 'failStatus', code: 131026, after: 'sent' },
  { kind: 'skipSent' },
  { kind: 'skipDelivered' },
  { kind: 'skipRead' },
  { kind: 'hold', messageStatus: 'paused' },
  { kind: 'lose' },
  { kind: 'duplicate' },
  { kind: 'reorder' },
  { kind: 'delay', ms: 1 },
  { kind: 'batch', size: 2 },
  { kind: 'badSignature' },
])('the fault $kind can be ordered over HTTP', async (fault) => {
  const scene = await startScene();
  expect((await control(scene)('POST', 'faults', { fault })).status).toBe(200);
  expect(scene.simulator.faults.list()).toMatchObject([{ fault, remaining: 1 }]);
});

test('a control route that does not exist is a 404', async () => {
  expect((await control(await startScene())('POST', 'earthquake')).status).toBe(404);
});

test('a customer is made, gets a message, reads it and writes', async () => {
  const scene = await startScene({ behaviour: { customersRead: false } });
  const { receiver, number, send, simulator } = scene;
  const order = control(scene);
  await order('POST', 'customers', { phoneNumberId: number.id, waId: CUSTOMER, name: 'Sheena Nelson' });
  await send(text('hello'));
  await simulator.idle();
  const base = `customers/${number.id}/${CUSTOMER}`;
  await order('POST', `${base}/read`);
  await order('POST', `${base}/messages`, { type: 'text', text: { body: 'hi' } });
  await order('POST', `${base}/messages`, { type: 'image', file: { base64: 'AAAA', mimeType: 'image/png' } });
  await simulator.idle();
  expect(receiver.messages().map((message) => message['type'])).toEqual(['text', 'image']);
  expect((await order('GET', `${base}/conversation`)).body).toMatchObject({
    messages: [
      { from: 'business', isRead: true, type: 'text' },
      { from: 'customer', type: 'text' },
      { from: 'customer', type: 'image' },
    ],
  });
  expect((await order('GET', `customers?phoneNumberId=${number.id}`)).body).toEqual([
    { key: CUSTOMER, waId: CUSTOMER, name: 'Sheena Nelson', received: 1 },
  ]);
});

test('a customer can be made to echo', async () => {
  const scene = await startScene();
  await control(scene)('POST', 'customers', {
    phoneNumberId: scene.number.id,
    waId: CUSTOMER,
    autoReply: 'echo',
  });
  await scene.send(text('hello'));
  await scene.simulator.idle();
  expect(scene.receiver.messages()).toMatchObject([{ text: { body: 'hello' } }]);
});

test('the behaviour is changed while it runs', async () => {
  const scene = await startScene();
  const order = control(scene);
  expect((await order('PATCH', 'behaviour', { window: 'sync' })).body).toMatchObject({
    window: 'sync',
    customersRead: true,
  });
  expect((await scene.refusal(text('x'))).error.code).toBe(131047);
  expect((await order('PATCH', 'behaviour', { windows: 'open' })).status).toBe(400);
});

test('the control routes can be left out', async () => {
  const simulator = await startGraphApiSimulator({ hasControlRoutes: false });
  expect((await fetch(`${simulator.url}/_simulator/health`)).status).toBe(400);
  await simulator.close();
});
