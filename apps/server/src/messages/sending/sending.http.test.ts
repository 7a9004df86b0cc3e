import { Message } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await createMessagingScene();
});
afterAll(() => scene.cloud.close());

it('a message is accepted as pending, then sent, delivered and read, and keeps every status', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const response = await scene.send({ recipient });
  expect(response.status).toBe(202);
  const accepted = Message.parse(response.body);
  expect(accepted).toMatchObject({
    status: 'pending',
    recipient,
    direction: 'outbound',
    attempt: 0,
    whatsappId: null,
  });
  await scene.reaches(accepted.id, 'read');
  const message = await scene.find(accepted.id);
  expect(message.statuses.map(({ status }) => status)).toEqual(
    expect.arrayContaining(['pending', 'sent', 'delivered', 'read']),
  );
  expect(message.whatsappId).toMatch(/^wamid\./);
  expect(telephone.received()).toHaveLength(1);
  expect(scene.cloud.simulator.ledger.byCallbackData(accepted.id)).toHaveLength(1);
});

it('the same Idempotency-Key and body give the first answer again, and one message', async () => {
  const { recipient } = await scene.writingCustomer();
  const key = { 'idempotency-key': `key-${recipient}` };
  const first = await scene.send({ recipient }, { headers: key });
  await scene.reaches(Message.parse(first.body).id, 'read');
  const again = await scene.send({ recipient }, { headers: key });
  expect(again.status).toBe(202);
  expect(again.body).toEqual(first.body);
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect(await scene.history({ contact: recipient, direction: 'outbound' })).toHaveLength(1);
});

it('many requests at once with one key are one message', async () => {
  const { recipient } = await scene.writingCustomer();
  const key = { 'idempotency-key': `burst-${recipient}` };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => scene.send({ recipient }, { headers: key })),
  );
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
  expect(new Set(answers.map((answer) => Message.parse(answer.body).id)).size).toBe(1);
});

it('the same key with another body is refused', async () => {
  const { recipient } = await scene.writingCustomer();
  const key = { 'idempotency-key': `other-${recipient}` };
  await scene.send({ recipient }, { headers: key });
  const other = await scene.send(
    { recipient, message: { type: 'text', content: 'outro' } },
    { headers: key },
  );
  expect(other.status).toBe(422);
  expect(other.body).toMatchObject({ code: 'idempotency_mismatch' });
});

it('messages of one conversation leave in the order in which they were accepted', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const bodies = Array.from({ length: 30 }, (_, place) => `n${String(place)}`);
  for (const content of bodies) await scene.send({ recipient, message: { type: 'text', content } });
  await expect.poll(() => telephone.received().length).toBe(30);
  expect(
    telephone.received().map((received) => /"body":"(n\d+)"/.exec(JSON.stringify(received))?.[1]),
  ).toEqual(bodies);
});

it('a scheduled message waits for its time and can be cancelled', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const response = await scene.send({ recipient, sendAt: new Date(Date.now() + 3_600_000).toISOString() });
  const { id } = Message.parse(response.body);
  const later = await scene.accepted({ recipient });
  await scene.reaches(later.id, 'read');
  expect((await scene.find(id)).status).toBe('pending');
  const cancelled = await scene.call('POST', `/messages/${id}/cancel`);
  expect(cancelled.body).toMatchObject({ id, status: 'cancelled' });
  const again = await scene.call('POST', `/messages/${id}/cancel`);
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ code: 'message_not_cancellable' });
  expect(telephone.received()).toHaveLength(1);
});

it('a refusal of Meta is final, in its words, and the message can be sent again', async () => {
  const { recipient } = await scene.writingCustomer();
  scene.cloud.simulator.faults.add({
    match: { to: recipient.slice(1) },
    fault: { kind: 'error', code: 131_009 },
  });
  const { id } = await scene.accepted({ recipient });
  await scene.reaches(id, 'failed');
  expect((await scene.find(id)).error).toMatchObject({ code: '131009' });
  const resent = await scene.call('POST', `/messages/${id}/resend`);
  expect(resent.status).toBe(200);
  await scene.reaches(id, 'read');
  expect(scene.cloud.simulator.ledger.byCallbackData(id)).toHaveLength(1);
});

it('a passing trouble of Meta is tried again, and holds back what is behind it', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  scene.cloud.simulator.faults.add({
    match: { to: recipient.slice(1) },
    fault: { kind: 'error', code: 131_016 },
  });
  const first = await scene.accepted({ recipient, message: { type: 'text', content: 'first' } });
  const second = await scene.accepted({ recipient, message: { type: 'text', content: 'second' } });
  await scene.reaches(second.id, 'read');
  expect(await scene.find(first.id)).toMatchObject({ status: 'read', attempt: 2 });
  expect(telephone.received().map((received) => JSON.stringify(received).includes('first'))).toEqual([
    true,
    false,
  ]);
});

it('when the answer is lost after the bytes went out, the message is in doubt and a status resolves it, without a second send', async () => {
  const { recipient } = await scene.writingCustomer();
  scene.cloud.simulator.faults.add({
    match: { to: recipient.slice(1), endpoint: 'messages' },
    fault: { kind: 'acceptThenReset' },
  });
  const { id } = await scene.accepted({ recipient });
  await scene.reaches(id, 'read');
  expect(scene.cloud.simulator.ledger.byCallbackData(id)).toHaveLength(1);
});

it('a reset before anything was accepted leaves the message in doubt, never straight back in the queue', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  scene.cloud.simulator.faults.add({
    match: { to: recipient.slice(1), endpoint: 'messages' },
    fault: { kind: 'reset' },
  });
  const { id } = await scene.accepted({ recipient });
  await scene.reaches(id, 'in_doubt');
  expect(telephone.received()).toHaveLength(0);
  const resent = await scene.call('POST', `/messages/${id}/resend`);
  expect(resent.status).toBe(200);
  await scene.reaches(id, 'read');
  expect(scene.cloud.simulator.ledger.byCallbackData(id)).toHaveLength(1);
});

it('a failure that Meta tells later is kept with its reason', async () => {
  const { recipient } = await scene.writingCustomer();
  scene.cloud.simulator.faults.add({
    match: { to: recipient.slice(1) },
    fault: { kind: 'failStatus', code: 131_026, after: 'sent' },
  });
  const { id } = await scene.accepted({ recipient });
  await scene.reaches(id, 'failed');
  expect((await scene.find(id)).error).toMatchObject({ code: '131026' });
});
