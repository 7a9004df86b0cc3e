import { randomUUID } from 'node:crypto';
import { EventPage, LoginResponse, Problem, type EventType, type InstanceId } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStream, problemOf, type StreamClient } from '../../../test/events/stream-client.ts';
import { seedApiKey } from '../../../test/harness/seed.ts';
import {
  createWebhookScene,
  insertInstance,
  type WebhookScene,
} from '../../../test/webhooks/webhook-scene.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { EventStreams, MOST_STREAMS } from './event-streams.ts';

let scene: WebhookScene;
let otherInstance: InstanceId;
const clients: StreamClient[] = [];

beforeAll(async () => {
  scene = await createWebhookScene('api');
  await scene.test.app.listen(0, '127.0.0.1');
  otherInstance = await insertInstance(scene.test, scene.tenant, '+5511912345678');
});
afterAll(() => scene.close());
beforeEach(() => scene.record([{ type: 'webhook.disabled' }]));
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await expect.poll(openStreams).toBe(0);
  await scene.clear();
});

const viewer = () => scene.tenant.authorization('viewer');

async function open(query = '', headers: Record<string, string> = viewer()): Promise<StreamClient> {
  const client = await openStream(scene.test, headers, query);
  clients.push(client);
  return client;
}

const listen = async (query?: string, headers?: Record<string, string>): Promise<StreamClient> => {
  const client = await open(query, headers);
  expect(client.response.statusCode).toBe(200);
  return client.read();
};

const record = (...types: EventType[]) => scene.record(types.map((type) => ({ type })));

async function newest(limit: number): Promise<EventPage['items']> {
  const list = await scene.call('GET', `/events?limit=${String(limit)}`, undefined, viewer());
  return EventPage.parse(list.json()).items;
}

async function figure(name: string): Promise<number> {
  const text = await scene.test.app.get(Metrics).registry.getSingleMetricAsString(name);
  return Number(/^\w+ (\d+)$/m.exec(text)?.[1]);
}
const openStreams = () => figure('recado_event_streams');

describe('GET /events/stream', () => {
  it('200 begins now, and passes on what webhooks and the list show, in order', async () => {
    const client = await listen();
    expect(client.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    await record('message.received', 'message.sent');
    await record('message.read');
    const events = await client.waitFor(3);
    expect(client.types).toEqual(['message.received', 'message.sent', 'message.read']);
    expect(events.map(({ envelope }) => envelope).toReversed()).toEqual(await newest(3));
    expect(events.map(({ id }) => id)).toEqual(events.map(({ envelope }) => envelope.id));
  });

  it('200 tells at once how to go on and from where', async () => {
    const client = await listen();
    await expect.poll(() => client.text).toMatch(/^retry: 2000\nid: [0-9a-f-]{36}\n\n$/);
    const { lastEventId } = client;
    client.close();
    await record('message.sent');
    const resumed = await listen(`?lastEventId=${lastEventId ?? ''}`);
    await resumed.waitFor(1);
    expect(resumed.types).toEqual(['message.sent']);
  });

  it('200 goes on from every event, by header or query, with nothing missed and nothing twice', async () => {
    const all = await listen();
    await record('message.received', 'message.sent', 'message.delivered');
    await record('message.read', 'message.failed');
    const ids = (await all.waitFor(5)).map(({ id }) => id);
    for (const [place, id] of ids.entries()) {
      const byHeader = await listen('', { ...viewer(), 'last-event-id': id });
      const byQuery = await listen(`?lastEventId=${id}`);
      for (const resumed of [byHeader, byQuery]) {
        await resumed.waitFor(ids.length - place - 1);
        expect(resumed.events.map((event) => event.id)).toEqual(ids.slice(place + 1));
      }
    }
    await record('message.edited');
    for (const [place, client] of clients.entries()) {
      await expect.poll(() => client.types.at(-1)).toBe('message.edited');
      expect(new Set(client.events.map(({ id }) => id)).size).toBe(client.events.length);
      if (place > 0) expect(client.events).toEqual(all.events.slice(-client.events.length));
    }
  });

  it('200 joins a long backlog to what happens meanwhile', async () => {
    const [first] = await newest(1);
    const backlog = Array.from({ length: 450 }, () => 'message.sent' as const);
    await record(...backlog);
    const [client, follower] = await Promise.all([listen(`?lastEventId=${first?.id ?? ''}`), listen()]);
    for (let round = 0; round < 20; round += 1) await record('message.read', 'message.delivered');
    const events = await client.waitFor(490);
    const sequences = events.map(({ envelope }) => envelope.sequence);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
    expect(client.types.filter((type) => type !== 'message.sent')).toHaveLength(40);
    await follower.waitFor(40);
  });

  it('200 passes on what is asked for alone', async () => {
    const conversationId = randomUUID();
    const types = await listen('?types=conversation.*,message.read');
    const instance = await listen(`?instanceId=${otherInstance}`);
    const conversation = await listen(`?conversationId=${conversationId}`);
    await scene.record([
      { type: 'message.sent', data: { message: { conversationId } } },
      { type: 'message.read', instanceId: otherInstance },
      { type: 'conversation.closed', data: { conversation: { id: conversationId } } },
    ]);
    await types.waitFor(2);
    await instance.waitFor(1);
    await conversation.waitFor(2);
    expect(types.types).toEqual(['message.read', 'conversation.closed']);
    expect(instance.types).toEqual(['message.read']);
    expect(conversation.types).toEqual(['message.sent', 'conversation.closed']);
  });

  it('200 shows a limited API key its instances, and no tenant the events of another', async () => {
    const key = await seedApiKey(scene.test, scene.tenant.tenantId, { instanceIds: [otherInstance] });
    const limited = await listen('', key.headers);
    const stranger = await listen('', scene.stranger.authorization('admin'));
    await record('message.sent');
    await scene.record([{ type: 'broadcast.started', instanceId: null }]);
    await scene.record([{ type: 'message.read', instanceId: otherInstance }]);
    await scene.record([{ type: 'instance.failed', instanceId: null }], scene.stranger);
    await Promise.all([limited.waitFor(1), stranger.waitFor(1)]);
    expect(limited.types).toEqual(['message.read']);
    expect(stranger.types).toEqual(['instance.failed']);
  });

  it('200 leaves out events made to test one endpoint', async () => {
    const client = await listen();
    const { webhook } = await scene.endpoint();
    await scene.call('POST', `/webhooks/${webhook.id}/test`, { type: 'message.sent' });
    await record('message.read');
    await client.waitFor(1);
    expect(client.types).toEqual(['message.read']);
  });

  it.each([randomUUID(), 'x'])('410 when the event %s to go on from is not there', async (id) => {
    const refused = await open('', { ...viewer(), 'last-event-id': id });
    expect(refused.response.statusCode).toBe(410);
    const { code, hint } = Problem.parse(await problemOf(refused));
    expect([code, hint]).toEqual(['event_not_kept', expect.stringContaining('GET /events')]);
  });

  it('410 when it is of another tenant', async () => {
    await scene.record([{ type: 'message.sent', instanceId: null }], scene.stranger);
    const [row] = await scene.query('select id from events where tenant_id = $1', [scene.stranger.tenantId]);
    expect((await open(`?lastEventId=${String(row?.['id'])}`)).response.statusCode).toBe(410);
  });

  it('400 for types that do not exist, 401 without a credential, 403 without the permission', async () => {
    const key = await seedApiKey(scene.test, scene.tenant.tenantId, { permissions: ['messages:read'] });
    const answers = [await open('?types=message.seen'), await open('', {}), await open('', key.headers)];
    expect(answers.map(({ response }) => response.statusCode)).toEqual([400, 401, 403]);
  });
});

it('HEAD shows the headers and keeps no stream', async () => {
  const response = await scene.test.app.inject({ method: 'HEAD', url: '/events/stream', headers: viewer() });
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(await openStreams()).toBe(0);
});

describe('a client that does not keep pace', () => {
  it('is cut off, and goes on from the last event it got with nothing missed and nothing twice', async () => {
    const slow = await open();
    const quick = await listen();
    const event = {
      type: 'message.sent' as const,
      data: { message: { message: { type: 'text', content: 'x'.repeat(60_000) } } },
    };
    const cutBefore = await figure('recado_event_streams_cut_total');
    for (let round = 0; round < 12; round += 1) await scene.record(Array.from({ length: 20 }, () => event));
    await expect.poll(() => figure('recado_event_streams_cut_total')).toBeGreaterThan(cutBefore);
    slow.read();
    await slow.over();
    const seen = slow.events.map(({ id }) => id);
    expect(seen.length).toBeLessThan(240);
    for (let { lastEventId } = slow; seen.length < 240;) {
      const resumed = await listen('', { ...viewer(), 'last-event-id': lastEventId ?? '' });
      await expect.poll(() => resumed.isOver || resumed.events.length + seen.length >= 240).toBe(true);
      seen.push(...resumed.events.map(({ id }) => id));
      lastEventId = resumed.lastEventId;
    }
    const rows = await scene.query(`select id from events where type = 'message.sent' order by seq`);
    expect(seen).toEqual(rows.map((row) => row['id']));
    expect(quick.response.statusCode).toBe(200);
  }, 60_000);
});

describe('the end of a stream', () => {
  const check = () => scene.test.app.get(EventStreams).check();

  it('comes when its user signs out, and for nobody else', async () => {
    const login = async () => {
      const { users, slug } = scene.tenant;
      const credentials = { tenantId: slug, email: users.viewer.email, password: 'correct horse battery' };
      const response = await scene.call('POST', '/auth/login', credentials, {});
      return { authorization: `Bearer ${LoginResponse.parse(response.json()).access_token}` };
    };
    const signedIn = await login();
    const client = await listen('', signedIn);
    const other = await listen('', scene.tenant.authorization('developer'));
    await check();
    expect(client.isOver).toBe(false);
    const out = await scene.call('POST', '/auth/logout', {}, signedIn);
    expect(out.statusCode).toBeLessThan(300);
    await check();
    await client.over();
    expect(other.isOver).toBe(false);
  });

  it('comes when its API key expires or is removed', async () => {
    const key = await seedApiKey(scene.test, scene.tenant.tenantId);
    const client = await listen('', key.headers);
    const removed = await scene.test.app.inject({
      method: 'DELETE',
      url: `/api-keys/${key.id}`,
      headers: scene.tenant.authorization('tenant_manager'),
    });
    expect(removed.statusCode).toBe(204);
    await check();
    await client.over();
  });

  it('leaves nothing behind, nor does a client that goes away', async () => {
    const client = await listen();
    await expect.poll(openStreams).toBe(1);
    client.close();
    await expect.poll(openStreams).toBe(0);
  });
});

it('429 when a tenant has as many streams as it may; another has its own', async () => {
  await Promise.all(Array.from({ length: MOST_STREAMS }, () => listen()));
  const refused = await open();
  expect(refused.response.statusCode).toBe(429);
  expect(await problemOf(refused)).toMatchObject({ code: 'too_many_streams' });
  await listen('', scene.stranger.authorization('viewer'));
});
