import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';
import type { Fault } from './fault-rules.ts';

describe('request faults', () => {
  test('a status with a body, and one without', async () => {
    const { simulator, number, call } = await startScene();
    simulator.faults.add({ fault: { kind: 'status', status: 502, body: { error: 'gateway' } } });
    simulator.faults.add({ fault: { kind: 'status', status: 500, body: null } });
    expect(await call('GET', number.id)).toEqual({ status: 502, body: { error: 'gateway' } });
    expect(await call('GET', number.id)).toEqual({ status: 500, body: undefined });
    expect((await call('GET', number.id)).status).toBe(200);
  });

  test.each([
    [190, 401],
    [4, 429],
    [80007, 429],
    [130429, 429],
    [131056, 429],
    [131031, 403],
    [131000, 500],
    [131016, 503],
    [131008, 400],
  ])('error %i is answered with HTTP %i and nothing is accepted', async (code, status) => {
    const { simulator, refusal } = await startScene();
    simulator.faults.add({ fault: { kind: 'error', code } });
    expect(await refusal(text('x'))).toMatchObject({ status, error: { code } });
    expect(simulator.ledger.size).toBe(0);
  });

  test('a rate limit says when to come back', async () => {
    const { simulator, account, number } = await startScene();
    simulator.faults.add({ fault: { kind: 'rateLimit', code: 80007, retryAfterSeconds: 7 } });
    const answer = await fetch(`${simulator.url}/v25.0/${number.id}`, {
      headers: { authorization: `Bearer ${account.accessToken}` },
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('latency holds the request back for as long as was ordered', async () => {
    const clock = new ManualClock();
    const { simulator, send } = await startScene({ clock });
    simulator.faults.add({ fault: { kind: 'latency', ms: 5000 } });
    const sending = send(text('slow'));
    await expect.poll(() => clock.pending).toBe(1);
    expect(simulator.ledger.size).toBe(0);
    clock.advance(5000);
    await sending;
    expect(simulator.ledger.size).toBe(1);
  });

  test('a reset breaks the connection and accepts nothing', async () => {
    const { simulator, send } = await startScene();
    simulator.faults.add({ fault: { kind: 'reset' } });
    await expect(send(text('x'))).rejects.toThrow('fetch failed');
    expect(simulator.ledger.size).toBe(0);
  });
});

describe('faults after acceptance', () => {
  test.each<Fault>([{ kind: 'acceptThenReset' }, { kind: 'acceptThenTruncate' }])(
    '$kind: the caller gets no answer, the customer gets the message',
    async (fault) => {
      const { simulator, receiver, send } = await startScene();
      simulator.faults.add({ fault });
      await expect(send({ ...text('x'), biz_opaque_callback_data: 'id' })).rejects.toThrow();
      await simulator.idle();
      expect(simulator.ledger.byCallbackData('id')).toHaveLength(1);
      expect(receiver.statuses().map((status) => status['biz_opaque_callback_data'])).toEqual([
        'id',
        'id',
        'id',
      ]);
    },
  );

  test('acceptThenStatus: 500 without a body, and the message is delivered', async () => {
    const { simulator, number, call } = await startScene();
    simulator.faults.add({ fault: { kind: 'acceptThenStatus', status: 500, body: null } });
    const answer = await call('POST', `${number.id}/messages`, {
      messaging_product: 'whatsapp',
      to: CUSTOMER,
      ...text('x'),
    });
    expect([answer, simulator.ledger.size]).toEqual([{ status: 500, body: undefined }, 1]);
  });

  test.each([
    ['hang', 0],
    ['acceptThenHang', 1],
  ] as const)(
    '%s: there is no answer for as long as the caller waits, and %i messages are accepted',
    async (kind, accepted) => {
      const { simulator, account, number } = await startScene();
      simulator.faults.add({ fault: { kind } });
      const given = new AbortController();
      const sending = fetch(`${simulator.url}/v25.0/${number.id}/messages`, {
        method: 'POST',
        signal: given.signal,
        headers: { authorization: `Bearer ${account.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ messaging_product: 'whatsapp', to: CUSTOMER, ...text('x') }),
      });
      await expect.poll(() => simulator.faults.list().length).toBe(0);
      expect(await Promise.race([sending, simulator.idle().then(() => 'no answer')])).toBe('no answer');
      given.abort();
      await expect(sending).rejects.toThrow('aborted');
      expect(simulator.ledger.size).toBe(accepted);
    },
  );
});

describe('faults of the outcome', () => {
  test.each([
    ['accepted', ['failed']],
    ['sent', ['sent', 'failed']],
    ['delivered', ['sent', 'delivered', 'failed']],
  ] as const)('failStatus after %s', async (after, statuses) => {
    const { simulator, receiver, send } = await startScene();
    simulator.faults.add({ fault: { kind: 'failStatus', code: 131026, after } });
    const wamid = await send(text('x'));
    await simulator.idle();
    expect(receiver.statusesOf(wamid)).toEqual(statuses);
    expect(receiver.statuses().at(-1)).toMatchObject({
      errors: [{ code: 131026, title: 'Message undeliverable' }],
    });
  });

  test.each([
    ['skipSent', ['delivered', 'read']],
    ['skipDelivered', ['sent', 'read']],
    ['skipRead', ['sent', 'delivered']],
  ] as const)('%s', async (kind, statuses) => {
    const { simulator, receiver, send } = await startScene();
    simulator.faults.add({ fault: { kind } });
    const wamid = await send(text('x'));
    await simulator.idle();
    expect(receiver.statusesOf(wamid)).toEqual(statuses);
  });

  test('hold: a template is accepted as paused and stays away', async () => {
    const { simulator, receiver, number, call } = await startScene();
    simulator.faults.add({ fault: { kind: 'hold', messageStatus: 'paused' } });
    const template = { name: 'hello_world', language: { code: 'en_US' } };
    const answer = await call('POST', `${number.id}/messages`, {
      messaging_product: 'whatsapp',
      to: CUSTOMER,
      type: 'template',
      template,
    });
    await simulator.idle();
    expect(answer.body).toMatchObject({ messages: [{ message_status: 'paused' }] });
    expect(receiver.posts).toEqual([]);
  });
});

describe('webhook faults', () => {
  test('lose: the status happened, its webhook did not', async () => {
    const { simulator, receiver, send } = await startScene();
    simulator.faults.add({ match: { status: 'delivered' }, fault: { kind: 'lose' } });
    const wamid = await send(text('x'));
    await simulator.idle();
    expect(receiver.statusesOf(wamid)).toEqual(['sent', 'read']);
    expect(simulator.ledger.byWamid(wamid)?.events.map(({ status, webhook }) => [status, webhook])).toEqual([
      ['sent', 'DELIVERED'],
      ['delivered', 'LOST'],
      ['read', 'DELIVERED'],
    ]);
  });

  test('duplicate: the same inbound message comes in three POSTs', async () => {
    const { simulator, receiver, number } = await startScene();
    simulator.faults.add({ match: { status: 'message' }, fault: { kind: 'duplicate', copies: 2 } });
    const { wamid } = simulator.customer(number.id, CUSTOMER).sendText('hi');
    await simulator.idle();
    expect(receiver.messages().map((message) => message['id'])).toEqual([wamid, wamid, wamid]);
    expect(receiver.posts).toHaveLength(3);
  });

  test('reorder: sent comes after delivered', async () => {
    const { simulator, receiver, send } = await startScene({ behaviour: { customersRead: false } });
    simulator.faults.add({ match: { status: 'sent' }, fault: { kind: 'reorder' } });
    const wamid = await send(text('x'));
    await simulator.idle();
    expect(receiver.statusesOf(wamid)).toEqual(['delivered', 'sent']);
  });

  test('reorder: what nothing follows is let go after two seconds', async () => {
    const clock = new ManualClock();
    const { simulator, receiver, number } = await startScene({ clock });
    simulator.faults.add({ fault: { kind: 'reorder' }, match: { endpoint: 'webhook' } });
    simulator.customer(number.id, CUSTOMER).sendText('alone');
    clock.advance(1999);
    expect(receiver.posts).toEqual([]);
    clock.advance(1);
    await simulator.idle();
    expect(receiver.messages()).toHaveLength(1);
  });

  test('delay: it comes when its time is over', async () => {
    const clock = new ManualClock();
    const { simulator, receiver, number } = await startScene({ clock });
    simulator.faults.add({ match: { endpoint: 'webhook' }, fault: { kind: 'delay', ms: 60_000 } });
    simulator.customer(number.id, CUSTOMER).sendText('late');
    clock.advance(59_999);
    expect(receiver.posts).toEqual([]);
    clock.advance(1);
    await simulator.idle();
    expect(receiver.messages()).toHaveLength(1);
  });

  test('batch: several come in one POST', async () => {
    const { simulator, receiver, send } = await startScene();
    simulator.faults.add({ match: { endpoint: 'webhook' }, fault: { kind: 'batch', size: 3 } });
    await send(text('x'));
    await simulator.idle();
    expect(receiver.posts.map(({ payload }) => payload.entry[0]?.changes[0]?.value.statuses?.length)).toEqual(
      [3],
    );
  });

  test('badSignature: the signature does not fit the body', async () => {
    const { simulator, receiver, account, number } = await startScene();
    simulator.faults.add({ match: { endpoint: 'webhook' }, fault: { kind: 'badSignature' } });
    simulator.customer(number.id, CUSTOMER).sendText('forged');
    await simulator.idle();
    expect(receiver.messages()).toHaveLength(1);
    expect(receiver.isSignedWith(account.appSecret)).toBe(false);
  });
});

test('a fault applies to what it matches, as often as was ordered', async () => {
  const { simulator, refusal, send } = await startScene();
  simulator.faults.add({
    match: { to: '16505550001', type: 'text', endpoint: 'messages' },
    times: 2,
    fault: { kind: 'error', code: 131000 },
  });
  await send(text('to another customer'));
  await send({ type: 'location', location: { latitude: 1, longitude: 1 }, to: '16505550001' });
  for (let attempt = 0; attempt < 2; attempt += 1)
    expect((await refusal({ ...text('x'), to: '+1 650 555 0001' })).error.code).toBe(131000);
  await send({ ...text('x'), to: '16505550001' });
});

test('a standing fault applies until it is taken back', async () => {
  const { simulator, refusal, send } = await startScene();
  const { id } = simulator.faults.add({ times: 'always', fault: { kind: 'error', code: 131057 } });
  for (let attempt = 0; attempt < 3; attempt += 1) expect((await refusal(text('x'))).error.code).toBe(131057);
  simulator.faults.remove(id);
  await send(text('x'));
});
