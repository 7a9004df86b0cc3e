import { randomUUID } from 'node:crypto';
import { EventPage, type EventType, type InstanceId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedApiKey } from '../../../test/harness/seed.ts';
import {
  createWebhookScene,
  insertInstance,
  type WebhookScene,
} from '../../../test/webhooks/webhook-scene.ts';
import { MOST_LOOKED_AT } from './events.queries.ts';

let scene: WebhookScene;
let otherInstance: InstanceId;

beforeAll(async () => {
  scene = await createWebhookScene('api');
  otherInstance = await insertInstance(scene.test, scene.tenant, '+5511912345678');
});
afterAll(() => scene.close());
afterEach(() => scene.clear());

const record = (...types: EventType[]) => scene.record(types.map((type) => ({ type })));

async function list(query = '', headers = scene.tenant.authorization('viewer')): Promise<EventPage> {
  const response = await scene.call('GET', `/events${query}`, undefined, headers);
  expect(response.statusCode, response.body).toBe(200);
  return EventPage.parse(response.json());
}
const typesOf = async (query?: string, headers?: { authorization: string }) =>
  (await list(query, headers)).items.map(({ type }) => type);

/** Every page of a list. */
async function pages(query: string): Promise<EventPage[]> {
  const all = [await list(query)];
  for (let next = all[0]?.nextCursor; next != null; next = all.at(-1)?.nextCursor)
    all.push(await list(`${query}&cursor=${next}`));
  return all;
}

/** Many events at once, with times a second apart up to now. */
const fill = (count: number, type: EventType) =>
  scene.query(
    `insert into events (id, tenant_id, type, data, created_at)
     select gen_random_uuid(), $1, $2, '{}', now() - make_interval(secs => $3 - n) from generate_series(1, $3::int) n`,
    [scene.tenant.tenantId, type, count],
  );

describe('GET /events', () => {
  it('200 shows what happened, newest first, page by page with each event once', async () => {
    await record('message.received', 'message.sent', 'message.delivered', 'message.read', 'message.failed');
    const all = await pages('?limit=2');
    expect(all.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    const items = all.flatMap((page) => page.items);
    expect(items.map(({ type }) => type)).toEqual([
      'message.failed',
      'message.read',
      'message.delivered',
      'message.sent',
      'message.received',
    ]);
    expect(items.map(({ sequence }) => sequence)).toEqual(
      items.map(({ sequence }) => sequence).toSorted((a, b) => b - a),
    );
  });

  it('200 by type, family, instance and conversation', async () => {
    const conversationId = randomUUID();
    await scene.record([
      { type: 'message.sent', data: { message: { conversationId } } },
      { type: 'message.read', instanceId: otherInstance },
      { type: 'conversation.closed', data: { conversation: { id: conversationId } } },
    ]);
    expect(await typesOf('?types=conversation.*,message.read')).toEqual([
      'conversation.closed',
      'message.read',
    ]);
    expect(await typesOf('?types=*')).toHaveLength(3);
    expect(await typesOf(`?instanceId=${otherInstance}`)).toEqual(['message.read']);
    expect(await typesOf(`?conversationId=${conversationId}`)).toEqual([
      'conversation.closed',
      'message.sent',
    ]);
  });

  it.each([
    [1, 200],
    [60, 130],
    [199, 201],
    [0, 1],
  ])('200 from the second %d until the second %d has exactly these', async (first, last) => {
    await fill(200, 'message.sent');
    const rows = await scene.query('select created_at as at from events order by seq');
    const timeOf = (place: number) => {
      const at = rows[place]?.['at'];
      return at instanceof Date ? at.toISOString() : '2100-01-01T00:00:00.000Z';
    };
    const found = await pages(`?limit=100&from=${timeOf(first)}&to=${timeOf(last)}`);
    expect(found.flatMap(({ items }) => items)).toHaveLength(Math.min(last, 200) - first);
  });

  it('200 comes to what is rare among many, by pages that may be empty', async () => {
    await record('webhook.disabled');
    await fill(MOST_LOOKED_AT + 10, 'message.sent');
    const found = await pages('?types=webhook.disabled');
    expect(found.map(({ items }) => items.map(({ type }) => type))).toEqual([[], ['webhook.disabled']]);
    expect(found.at(-1)?.nextCursor).toBeNull();
  });

  it('200 holds back what came after a transaction that is still open, so that the stream can go on from the first', async () => {
    await record('message.received');
    const { database } = scene.test;
    const other = new pg.Client({ connectionString: database.connectionString });
    await other.connect();
    await other.query('begin');
    await other.query(
      `select pg_advisory_xact_lock_shared(hashtext($1), last_value::bit(32)::int4) from events_seq_seq`,
      [scene.tenant.tenantId],
    );
    await record('message.sent');
    expect(await typesOf()).toEqual(['message.received']);
    await other.query('rollback');
    await other.end();
    expect(await typesOf()).toEqual(['message.sent', 'message.received']);
  });

  it('200 shows a limited API key its instances, and nobody the events of another tenant or of a test', async () => {
    const key = await seedApiKey(scene.test, scene.tenant.tenantId, { instanceIds: [otherInstance] });
    await scene.record([{ type: 'message.sent' }, { type: 'broadcast.started', instanceId: null }]);
    await scene.record([{ type: 'message.read', instanceId: otherInstance }]);
    const { webhook } = await scene.endpoint();
    await scene.call('POST', `/webhooks/${webhook.id}/test`, { type: 'message.failed' });
    expect(await typesOf('', key.headers)).toEqual(['message.read']);
    expect(await typesOf('', scene.stranger.authorization('admin'))).toEqual([]);
    expect(await typesOf()).toEqual(['message.read', 'broadcast.started', 'message.sent']);
  });

  it('400 for a type that does not exist and a cursor of another list, 403 without the permission', async () => {
    const key = await seedApiKey(scene.test, scene.tenant.tenantId, { permissions: ['messages:read'] });
    const status = async (query: string, headers?: { authorization: string }) =>
      (await scene.call('GET', `/events${query}`, undefined, headers)).statusCode;
    expect(await status('?types=message.seen')).toBe(400);
    expect(await status(`?cursor=${Buffer.from('["x", "y"]').toString('base64url')}`)).toBe(400);
    expect(await status('', key.headers)).toBe(403);
  });
});
