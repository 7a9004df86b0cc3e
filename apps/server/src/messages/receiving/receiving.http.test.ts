import { randomUUID } from 'node:crypto';
import { Contact, InboundEventPage, MessagePage } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import { ownerQuery } from '../../../test/harness/seed.ts';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await createMessagingScene();
});
afterAll(() => scene.cloud.close());

it('what a customer writes is stored once, with the contact and the reply it answers', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const sent = await scene.accepted({ recipient });
  await scene.reaches(sent.id, 'read');
  const whatsappId = (await scene.find(sent.id)).whatsappId ?? '';
  scene.cloud.simulator.faults.add({
    match: { endpoint: 'webhook', status: 'message' },
    fault: { kind: 'duplicate', copies: 3 },
  });
  telephone.send({ type: 'text', text: { body: 'é isso' }, replyTo: whatsappId });
  await expect.poll(async () => (await scene.history({ contact: recipient, text: 'é isso' })).length).toBe(1);
  await scene.cloud.simulator.idle();
  const [received, ...others] = await scene.history({ contact: recipient, text: 'é isso' });
  expect(others).toEqual([]);
  expect(received).toMatchObject({
    direction: 'inbound',
    sender: recipient,
    message: { type: 'text', content: 'é isso' },
    replyTo: sent.id,
  });
});

it('the history and the message name who is at the other end, as the contact is called', async () => {
  const { recipient } = scene.newCustomer();
  const contact = await scene.call('POST', '/contacts', {
    payload: { name: 'Maria', phoneNumber: recipient },
  });
  const sent = await scene.accepted({ recipient });
  const named = { id: sent.id, contact: { id: Contact.parse(contact.body).id, name: 'Maria' } };
  expect(await scene.history({ contact: recipient })).toMatchObject([named]);
  expect(await scene.find(sent.id)).toMatchObject(named);
  const nobody = await scene.accepted({ recipient: scene.newCustomer().recipient });
  expect((await scene.find(nobody.id)).contact.name).toBeNull();
});

it('what is said within one second stands in the order in which it was said', async () => {
  const { recipient, telephone } = await scene.writingCustomer();
  const order = (await scene.history({ contact: recipient })).map(({ id }) => id);
  for (let turn = 1; turn <= 4; turn += 1) {
    const ours = await scene.accepted({ recipient });
    await scene.reaches(ours.id, 'read');
    const text = `answer ${String(turn)}`;
    telephone.send({ type: 'text', text: { body: text } });
    await expect.poll(async () => (await scene.history({ contact: recipient, text })).length).toBe(1);
    const [theirs] = await scene.history({ contact: recipient, text });
    if (theirs === undefined) throw new Error('The answer is missing');
    order.unshift(theirs.id, ours.id);
  }
  expect((await scene.history({ contact: recipient })).map(({ id }) => id)).toEqual(order);
});

it('the history pages newest first without gap or double', async () => {
  const { recipient } = await scene.writingCustomer();
  const ids: string[] = [];
  for (let place = 0; place < 7; place += 1) ids.push((await scene.accepted({ recipient })).id);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ contact: recipient, direction: 'outbound', limit: '3' });
    if (cursor !== null) query.set('cursor', cursor);
    const page: MessagePage = MessagePage.parse(
      (await scene.call('GET', `/messages/history?${query.toString()}`)).body,
    );
    seen.push(...page.items.map((message) => message.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(ids.toReversed());
});

it('an event that cannot be processed is set aside after its fifth try, blocks nothing, is shown, and can be replayed', async () => {
  const { tenant, database } = scene.cloud;
  const id = randomUUID();
  await ownerQuery(
    database,
    `insert into inbound_events (id, tenant_id, instance_id, event_key, kind, payload, attempts)
     values ($1, $2, $3, 'message:unheard', 'message', '{"unheard": "of"}', 4)`,
    [id, tenant.tenantId, scene.instanceId],
  );
  await scene.writingCustomer();
  const list = async () => InboundEventPage.parse((await scene.call('GET', '/inbound-events')).body).items;
  await expect.poll(async () => (await list()).map((event) => event.id)).toEqual([id]);
  expect(await list()).toMatchObject([{ state: 'poison', attempts: 5, payload: { unheard: 'of' } }]);

  // What a repaired server would do, done to the payload instead.
  const [known] = await ownerQuery(
    database,
    `select payload::text from inbound_events where kind = 'message' and state = 'done' limit 1`,
  );
  const payload = String(known?.['payload'])
    .replaceAll(/wamid\.[\w+/=-]+/g, 'wamid.repaired')
    .replaceAll('"oi"', '"late"');
  await ownerQuery(database, `update inbound_events set payload = $2 where id = $1`, [id, payload]);
  expect(await scene.call('POST', `/inbound-events/${id}/replay`)).toMatchObject({
    status: 200,
    body: { state: 'pending' },
  });
  await expect.poll(async () => (await scene.history({ text: 'late' })).length).toBe(1);
  expect(await list()).toEqual([]);
  expect(await scene.call('POST', `/inbound-events/${id}/replay`)).toMatchObject({ status: 409 });
});
