import { Message, MessageWithHistory, type MessageId } from '@recado/contracts';
import type { GraphApiSimulator } from '@recado/graph-api-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedNumber, startMeta, type CloudNumber } from '../../test/harness/cloud-number.ts';
import { ownerQuery, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let test: TestApp;
let meta: GraphApiSimulator;
let tenant: SeededTenant;
let cloud: CloudNumber;
let customers = 0;

beforeAll(async () => {
  meta = await startMeta();
  test = await createTestApp({ listen: true });
  tenant = await seedTenant(test);
  cloud = await connectedNumber(test, tenant, meta);
});
afterAll(async () => {
  await test.close();
  await meta.close();
});

/** A customer of whom nobody else writes in this file. */
function newCustomer(options = {}) {
  customers += 1;
  const waId = `55119${String(80_000_000 + customers)}`;
  return { recipient: `+${waId}`, telephone: meta.customer(cloud.number.id, waId, options) };
}

/** A customer whose window is open, because their message was received. */
async function writingCustomer() {
  const customer = newCustomer();
  customer.telephone.sendText('oi');
  await expect.poll(async () => (await history({ contact: customer.recipient })).length).toBe(1);
  return customer;
}

const as = (role: 'developer' | 'viewer' | 'tenant_manager') => tenant.authorization(role);

async function send(body: Record<string, unknown>, headers: Record<string, string> = {}) {
  return test.app.inject({
    method: 'POST',
    url: '/messages/send',
    headers: { ...as('developer'), ...headers },
    payload: { instanceId: cloud.instanceId, message: { type: 'text', content: 'olá' }, ...body },
  });
}

async function find(id: MessageId): Promise<MessageWithHistory> {
  const response = await test.app.inject({ url: `/messages/${id}`, headers: as('viewer') });
  return MessageWithHistory.parse(response.json());
}

async function history(query: Record<string, string>): Promise<Message[]> {
  const response = await test.app.inject({ url: '/messages/history', query, headers: as('viewer') });
  return Message.array().parse(response.json().items);
}

const reaches = (id: MessageId, status: string) =>
  expect.poll(async () => (await find(id)).status).toBe(status);

describe('sending', () => {
  it('a message is accepted as pending, then sent, delivered and read, and keeps every status', async () => {
    const { recipient, telephone } = await writingCustomer();
    const response = await send({ recipient });
    expect(response.statusCode).toBe(202);
    const accepted = Message.parse(response.json());
    expect(accepted).toMatchObject({
      status: 'pending',
      recipient,
      direction: 'outbound',
      attempt: 0,
      whatsappId: null,
    });
    await reaches(accepted.id, 'read');
    const message = await find(accepted.id);
    expect(message.statuses.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['pending', 'sent', 'delivered', 'read']),
    );
    expect(message.whatsappId).toMatch(/^wamid\./);
    expect(telephone.received()).toHaveLength(1);
    expect(meta.ledger.byCallbackData(accepted.id)).toHaveLength(1);
  });

  it('the same Idempotency-Key and body give the first answer again, and one message', async () => {
    const { recipient } = await writingCustomer();
    const key = { 'idempotency-key': `key-${recipient}` };
    const first = await send({ recipient }, key);
    await reaches(Message.parse(first.json()).id, 'read');
    const again = await send({ recipient }, key);
    expect(again.statusCode).toBe(202);
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await history({ contact: recipient, direction: 'outbound' })).toHaveLength(1);
  });

  it('many requests at once with one key are one message', async () => {
    const { recipient } = await writingCustomer();
    const key = { 'idempotency-key': `burst-${recipient}` };
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ recipient }, key)));
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([202]));
    expect(new Set(answers.map((answer) => Message.parse(answer.json()).id)).size).toBe(1);
  });

  it('the same key with another body is refused', async () => {
    const { recipient } = await writingCustomer();
    const key = { 'idempotency-key': `other-${recipient}` };
    await send({ recipient }, key);
    const other = await send({ recipient, message: { type: 'text', content: 'outro' } }, key);
    expect(other.statusCode).toBe(422);
    expect(other.json()).toMatchObject({ code: 'idempotency_mismatch' });
  });

  it('messages of one conversation leave in the order in which they were accepted', async () => {
    const { recipient, telephone } = await writingCustomer();
    const bodies = Array.from({ length: 30 }, (_, place) => `n${String(place)}`);
    for (const content of bodies) await send({ recipient, message: { type: 'text', content } });
    await expect.poll(() => telephone.received().length).toBe(30);
    expect(
      telephone.received().map((received) => JSON.stringify(received).match(/"body":"(n\d+)"/)?.[1]),
    ).toEqual(bodies);
  });

  it('a scheduled message waits for its time and can be cancelled', async () => {
    const { recipient, telephone } = await writingCustomer();
    const response = await send({ recipient, sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    const { id } = Message.parse(response.json());
    const later = Message.parse((await send({ recipient })).json());
    await reaches(later.id, 'read');
    expect((await find(id)).status).toBe('pending');
    const cancelled = await test.app.inject({
      method: 'POST',
      url: `/messages/${id}/cancel`,
      headers: as('developer'),
    });
    expect(cancelled.json()).toMatchObject({ id, status: 'cancelled' });
    const again = await test.app.inject({
      method: 'POST',
      url: `/messages/${id}/cancel`,
      headers: as('developer'),
    });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'message_not_cancellable' });
    expect(telephone.received()).toHaveLength(1);
  });

  it('a refusal of Meta is final, in its words, and the message can be sent again', async () => {
    const { recipient } = await writingCustomer();
    meta.faults.add({ match: { to: recipient.slice(1) }, fault: { kind: 'error', code: 131_009 } });
    const { id } = Message.parse((await send({ recipient })).json());
    await reaches(id, 'failed');
    expect((await find(id)).error).toMatchObject({ code: '131009' });
    const resent = await test.app.inject({
      method: 'POST',
      url: `/messages/${id}/resend`,
      headers: as('developer'),
    });
    expect(resent.statusCode).toBe(200);
    await reaches(id, 'read');
    expect(meta.ledger.byCallbackData(id)).toHaveLength(1);
  });

  it('a passing trouble of Meta is tried again, and holds back what is behind it', async () => {
    const { recipient, telephone } = await writingCustomer();
    meta.faults.add({ match: { to: recipient.slice(1) }, fault: { kind: 'error', code: 131_016 } });
    const first = Message.parse(
      (await send({ recipient, message: { type: 'text', content: 'first' } })).json(),
    );
    const second = Message.parse(
      (await send({ recipient, message: { type: 'text', content: 'second' } })).json(),
    );
    await reaches(second.id, 'read');
    expect(await find(first.id)).toMatchObject({ status: 'read', attempt: 2 });
    expect(telephone.received().map((received) => JSON.stringify(received).includes('first'))).toEqual([
      true,
      false,
    ]);
  });

  it('when the answer is lost after the bytes went out, the message is in doubt and a status resolves it, without a second send', async () => {
    const { recipient } = await writingCustomer();
    meta.faults.add({
      match: { to: recipient.slice(1), endpoint: 'messages' },
      fault: { kind: 'acceptThenReset' },
    });
    const { id } = Message.parse((await send({ recipient })).json());
    await reaches(id, 'read');
    expect(meta.ledger.byCallbackData(id)).toHaveLength(1);
  });

  it('a reset before anything was accepted leaves the message in doubt, never straight back in the queue', async () => {
    const { recipient, telephone } = await writingCustomer();
    meta.faults.add({ match: { to: recipient.slice(1), endpoint: 'messages' }, fault: { kind: 'reset' } });
    const { id } = Message.parse((await send({ recipient })).json());
    await reaches(id, 'in_doubt');
    expect(telephone.received()).toHaveLength(0);
    const resent = await test.app.inject({
      method: 'POST',
      url: `/messages/${id}/resend`,
      headers: as('developer'),
    });
    expect(resent.statusCode).toBe(200);
    await reaches(id, 'read');
    expect(meta.ledger.byCallbackData(id)).toHaveLength(1);
  });

  it('a failure that Meta tells later is kept with its reason', async () => {
    const { recipient } = await writingCustomer();
    meta.faults.add({
      match: { to: recipient.slice(1) },
      fault: { kind: 'failStatus', code: 131_026, after: 'sent' },
    });
    const { id } = Message.parse((await send({ recipient })).json());
    await reaches(id, 'failed');
    expect((await find(id)).error).toMatchObject({ code: '131026' });
  });
});

describe('what cannot be sent is said at once', () => {
  it('outside the 24-hour window, with the templates that would do', async () => {
    const { recipient } = await writingCustomer();
    await ownerQuery(
      test.database,
      `update conversations set last_inbound_at = now() - interval '25 hours'
       where contact_id = (select contact_id from contact_identities where value = $1)`,
      [recipient],
    );
    const refused = await send({ recipient });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'window_closed',
      templates: expect.arrayContaining(['hello_world']),
    });
    const template = await send({
      recipient,
      message: { type: 'template', content: { name: 'hello_world', language: 'en_US' } },
    });
    await reaches(Message.parse(template.json()).id, 'read');
  });

  it.each([
    ['text of 4,097 characters', { type: 'text', content: 'x'.repeat(4_097) }, 'message.content'],
    [
      'four buttons',
      {
        type: 'buttons',
        content: { body: 'b', buttons: [1, 2, 3, 4].map((id) => ({ id: String(id), title: 't' })) },
      },
      'message.content.buttons',
    ],
    [
      'eleven rows',
      {
        type: 'list',
        content: {
          body: 'b',
          button: 'c',
          sections: [{ rows: Array.from({ length: 11 }, (_, id) => ({ id: String(id), title: 't' })) }],
        },
      },
      'message.content.sections.0.rows',
    ],
    ['an unknown field', { type: 'text', content: 'x', extra: 1 }, 'message'],
    ['neither link nor media id', { type: 'image', content: {} }, 'message.content.link'],
  ])('%s, with the path of the field', async (_, message, path) => {
    const response = await send({ recipient: '+5511988887777', message });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  it('a recipient that is no number', async () => {
    const response = await send({ recipient: '11999999999' });
    expect(response.json()).toMatchObject({ status: 422, code: 'recipient_invalid' });
  });

  it('an instance of another tenant is not found', async () => {
    const other = await seedTenant(test);
    const response = await test.app.inject({
      method: 'POST',
      url: '/messages/send',
      headers: other.authorization('developer'),
      payload: {
        instanceId: cloud.instanceId,
        recipient: '+5511988887777',
        message: { type: 'text', content: 'x' },
      },
    });
    expect(response.statusCode).toBe(404);
  });

  it('a viewer cannot send', async () => {
    const response = await send({ recipient: '+5511988887777' }, as('viewer'));
    expect(response.statusCode).toBe(403);
  });
});

describe('receiving', () => {
  it('what a customer writes is stored once, with the contact and the reply it answers', async () => {
    const { recipient, telephone } = await writingCustomer();
    const sent = Message.parse((await send({ recipient })).json());
    await reaches(sent.id, 'read');
    const whatsappId = (await find(sent.id)).whatsappId ?? '';
    meta.faults.add({
      match: { endpoint: 'webhook', status: 'message' },
      fault: { kind: 'duplicate', copies: 3 },
    });
    telephone.send({ type: 'text', text: { body: 'é isso' }, replyTo: whatsappId });
    await expect.poll(async () => (await history({ contact: recipient, text: 'é isso' })).length).toBe(1);
    await meta.idle();
    const [received, ...others] = await history({ contact: recipient, text: 'é isso' });
    expect(others).toEqual([]);
    expect(received).toMatchObject({
      direction: 'inbound',
      sender: recipient,
      message: { type: 'text', content: 'é isso' },
      replyTo: sent.id,
    });
  });
});

describe('history', () => {
  it('pages newest first without gap or double', async () => {
    const { recipient } = await writingCustomer();
    const ids: string[] = [];
    for (let place = 0; place < 7; place += 1) ids.push(Message.parse((await send({ recipient })).json()).id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const response = await test.app.inject({
        url: '/messages/history',
        query: { contact: recipient, direction: 'outbound', limit: '3', ...(cursor !== '' && { cursor }) },
        headers: as('viewer'),
      });
      const page: { items: Message[]; nextCursor: string | null } = response.json();
      seen.push(...page.items.map((message) => message.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids.toReversed());
  });
});
