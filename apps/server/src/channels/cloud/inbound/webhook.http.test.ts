import { webhookSignature } from '@recado/graph-api-simulator';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCloudScene, type CloudScene } from '../../../../test/harness/cloud-scene.ts';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import { inboundMessage, messagesChange, messageStatus, SHEENA, webhookBody } from './webhook-bodies.ts';

let scene: CloudScene;
let id: string;
beforeAll(async () => {
  // Without lanes what was kept stays as it is.
  scene = await createCloudScene({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(async () => {
  await scene.close();
});

let last = 0;
beforeEach(async () => {
  ({ id } = await scene.createInstance({ phoneNumber: `+1555079${String(4_000 + (last += 1))}` }));
});

async function kept() {
  const client = new pg.Client({ connectionString: scene.database.connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{
      event_key: string;
      kind: string;
      state: string;
      payload: { message?: { text?: { body?: string } } };
    }>('select event_key, kind, state, payload from inbound_events where instance_id = $1 order by seq', [
      id,
    ]);
    return rows;
  } finally {
    await client.end();
  }
}

const url = () => `/channels/cloud/${id}/webhook`;
const post = (body: Buffer | string, signature: string | undefined, to = url()) =>
  scene.app.inject({
    method: 'POST',
    url: to,
    headers: {
      'content-type': 'application/json',
      ...(signature !== undefined && { 'x-hub-signature-256': signature }),
    },
    payload: body,
  });
const postSigned = (body: Buffer | string) =>
  post(body, webhookSignature(body.toString(), scene.account.appSecret));
const ours = (value: Parameters<typeof messagesChange>[0]) =>
  messagesChange({ phoneNumberId: scene.number.id, ...value });
const text = (wamid: string, body = 'Hi') => inboundMessage({ id: wamid, type: 'text', text: { body } });

async function counted(name: string): Promise<Record<string, number>> {
  const metric = await scene.app.get(Metrics).registry.getSingleMetric(name)?.get();
  return Object.fromEntries(
    metric?.values.map(({ labels, value }) => [Object.values(labels).join(), value]) ?? [],
  );
}

describe('handshake', () => {
  const shake = (query: Record<string, string>, to = url()) =>
    scene.app.inject({ method: 'GET', url: to, query });
  const right = {
    'hub.mode': 'subscribe',
    'hub.verify_token': 'a verify token',
    'hub.challenge': '1158201444',
  };

  test('the right token gets the raw challenge', async () => {
    const response = await shake(right);
    expect([response.statusCode, response.body]).toEqual([200, '1158201444']);
    expect(response.headers['content-type']).toContain('text/plain');
  });

  test.each([{ 'hub.verify_token': 'wrong' }, { 'hub.mode': 'unsubscribe' }])('%j is 403', async (change) => {
    expect((await shake({ ...right, ...change })).statusCode).toBe(403);
  });

  test('nothing is 403, and an unknown instance 404', async () => {
    expect((await shake({})).statusCode).toBe(403);
    expect(
      (await shake(right, '/channels/cloud/0198f3c0-0000-7000-8000-000000000000/webhook')).statusCode,
    ).toBe(404);
  });
});

describe('updates', () => {
  test('signed ones are kept before the answer, once, however often they are told', async () => {
    const body = webhookBody(
      ours({ messages: [text('wamid.1')], contacts: [SHEENA], statuses: [messageStatus({})] }),
    );
    for (let n = 0; n < 3; n += 1) expect((await postSigned(body)).statusCode).toBe(200);
    expect(await kept()).toMatchObject([
      {
        event_key: 'message:wamid.1',
        kind: 'message',
        state: 'pending',
        payload: { update: 'message', contact: SHEENA },
      },
      { event_key: 'status:wamid.OUT:sent:1750030073', kind: 'status', state: 'pending' },
    ]);
  });

  test('a wrong or missing signature is 401, counted, and keeps nothing', async () => {
    const before = await counted('recado_inbound_rejected_total');
    const body = webhookBody(ours({ messages: [text('wamid.1')] }));
    const wrong = await post(body, webhookSignature(body.toString(), 'another secret'));
    expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([401, 'invalid_signature']);
    expect((await post(body, undefined)).statusCode).toBe(401);
    // Signed over other bytes of the same JSON.
    expect(
      (await post(`${body.toString()} `, webhookSignature(body.toString(), scene.account.appSecret)))
        .statusCode,
    ).toBe(401);
    expect(await kept()).toEqual([]);
    const after = await counted('recado_inbound_rejected_total');
    expect((after['signature_wrong'] ?? 0) - (before['signature_wrong'] ?? 0)).toBe(2);
    expect((after['signature_missing'] ?? 0) - (before['signature_missing'] ?? 0)).toBe(1);
  });

  test('an unknown instance is 404', async () => {
    const response = await post(
      '{}',
      'sha256=00',
      '/channels/cloud/0198f3c0-0000-7000-8000-000000000000/webhook',
    );
    expect(response.statusCode).toBe(404);
  });

  test('a changed app secret holds at once', async () => {
    const body = webhookBody(ours({ messages: [text('wamid.1')] }));
    expect((await postSigned(body)).statusCode).toBe(200);
    await scene.app.inject({
      method: 'PATCH',
      url: `/instances/${id}`,
      headers: scene.tenant.authorization('developer'),
      payload: { cloud: { appSecret: 'a new secret' } },
    });
    expect((await postSigned(body)).statusCode).toBe(401);
    expect((await post(body, webhookSignature(body.toString(), 'a new secret'))).statusCode).toBe(200);
  });

  test.each(['{"entry": [', '', 'null', '[]'])(
    '%j with the right signature is kept as unreadable and answered 200',
    async (body) => {
      expect((await postSigned(body)).statusCode).toBe(200);
      expect(await kept()).toMatchObject([{ kind: 'unreadable', state: 'poison', payload: { text: body } }]);
    },
  );

  test('text that PostgreSQL cannot hold does not stop a batch', async () => {
    const body = webhookBody(
      ours({
        messages: [text('wamid.1', 'a\0b'), text('wamid.2', 'half \ud83d'), text('wamid.3', 'whole 😀')],
      }),
    );
    expect((await postSigned(body)).statusCode).toBe(200);
    expect((await kept()).map(({ payload }) => payload.message?.text?.body)).toEqual([
      'a\ufffdb',
      'half \ufffd',
      'whole 😀',
    ]);
  });

  test('updates of another number are kept and not processed', async () => {
    expect(
      (await postSigned(webhookBody(messagesChange({ phoneNumberId: '999', messages: [text('wamid.1')] }))))
        .statusCode,
    ).toBe(200);
    expect(await kept()).toMatchObject([{ kind: 'foreign', state: 'done' }]);
  });

  test('a thousand in one body, in their order', async () => {
    const messages = Array.from({ length: 1_000 }, (_, n) => text(`wamid.${String(n)}`));
    expect((await postSigned(webhookBody(ours({ messages })))).statusCode).toBe(200);
    expect((await kept()).map(({ event_key: key }) => key)).toEqual(
      messages.map((_, n) => `message:wamid.${String(n)}`),
    );
  });

  test('many bodies at the same time share transactions, and each keeps its own', async () => {
    const committed = async () => {
      const client = new pg.Client({ connectionString: scene.database.connectionString });
      await client.connect();
      const { rows } = await client.query<{ count: string }>(
        'select count(distinct xmin::text) as count from inbound_events where instance_id = $1',
        [id],
      );
      await client.end();
      return Number(rows[0]?.count);
    };
    const bodies = Array.from({ length: 100 }, (_, n) =>
      webhookBody(ours({ messages: [text(`wamid.${String(n)}`), text('wamid.same')] })),
    );
    const answers = await Promise.all(bodies.map(postSigned));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect((await kept()).map(({ event_key: key }) => key).toSorted()).toEqual(
      [...bodies.map((_, n) => `message:wamid.${String(n)}`), 'message:wamid.same'].toSorted(),
    );
    expect(await committed()).toBeLessThan(50);
  });

  test('a body over the limit is refused', async () => {
    expect((await postSigned(Buffer.alloc(6 * 1024 * 1024, 32))).statusCode).toBe(413);
  });
});
