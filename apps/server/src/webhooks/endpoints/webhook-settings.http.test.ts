import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Webhook, WebhookWithSecret, type EventType, type InstanceId } from '@recado/contracts';
import { seedApiKey } from '../../../test/harness/seed.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/harness/webhook-receiver.ts';
import {
  createWebhookScene,
  insertInstance,
  type WebhookScene,
} from '../../../test/webhooks/webhook-scene.ts';

let scene: WebhookScene;
let instanceId: InstanceId;
let otherInstanceId: InstanceId;
let receiver: WebhookReceiver;

beforeAll(async () => {
  scene = await createWebhookScene('api');
  instanceId = scene.instanceId;
  otherInstanceId = await insertInstance(scene.test, scene.tenant, '+5511987650002');
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.close();
  await scene.close();
});
afterEach(() => scene.clear());

const body = (changes: Record<string, unknown> = {}) => ({
  url: receiver.url,
  events: ['message.sent'],
  ...changes,
});

async function newWebhook(changes: Record<string, unknown> = {}): Promise<WebhookWithSecret> {
  const response = await scene.call('POST', '/webhooks', body(changes));
  expect(response.statusCode).toBe(201);
  return WebhookWithSecret.parse(response.json());
}

const record = (type: EventType, of: InstanceId | null, data: Record<string, unknown> = {}) =>
  scene.record([{ type, instanceId: of, data }]);

const queuedFor = (id: string) =>
  scene.query(
    `select event_type as type, ordering_key as key from webhook_deliveries where webhook_id = $1 order by seq`,
    [id],
  );

const typesFor = async (id: string) => (await queuedFor(id)).map((row) => row['type']);

describe('which events a webhook gets', () => {
  it('without an instance: those of every instance and of none, but of no other tenant', async () => {
    const all = await newWebhook({ events: ['*'] });
    const one = await newWebhook({ instanceId, events: ['*'] });
    expect(all.instanceId).toBeNull();
    await record('message.sent', instanceId);
    await record('message.read', otherInstanceId);
    await record('broadcast.started', null);
    await scene.record([{ type: 'message.failed', instanceId: null }], scene.stranger);
    expect(await typesFor(all.id)).toEqual(['message.sent', 'message.read', 'broadcast.started']);
    expect(await typesFor(one.id)).toEqual(['message.sent']);
  });

  it('by type, by family, and each once however many filters match', async () => {
    const family = await newWebhook({ instanceId, events: ['message.*', 'message.sent', '*'] });
    const messages = await newWebhook({ events: ['message.*'] });
    const exact = await newWebhook({ events: ['instance.connected'] });
    await record('message.sent', instanceId);
    await record('instance.connected', instanceId);
    expect(await typesFor(family.id)).toEqual(['message.sent', 'instance.connected']);
    expect(await typesFor(messages.id)).toEqual(['message.sent']);
    expect(await typesFor(exact.id)).toEqual(['instance.connected']);
  });

  it('only an ordered webhook keeps what it is to be ordered by: the conversation', async () => {
    const ordered = await newWebhook({ ordered: true, events: ['*'] });
    const plain = await newWebhook({ events: ['*'] });
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await record('message.sent', instanceId, { message: { conversationId: a } });
    await record('contact.opted_out', instanceId, { conversationId: b });
    await record('conversation.opened', instanceId, { conversation: { id: c } });
    await record('instance.connected', instanceId);
    expect((await queuedFor(ordered.id)).map((row) => row['key'])).toEqual([a, b, c, null]);
    expect((await queuedFor(plain.id)).map((row) => row['key'])).toEqual([null, null, null, null]);
  });
});

describe('settings', () => {
  it('201 has defaults, and PUT keeps what is absent', async () => {
    const created = await newWebhook();
    const defaults = {
      instanceId: null,
      description: null,
      headerNames: [],
      retryConfig: { maxRetries: 3, retryDelay: 5000, strategy: 'exponential', maxDelay: 86_400_000 },
      ordered: false,
      rateLimit: null,
      connectTimeoutMs: 5000,
      timeoutMs: 15_000,
      hubSignature: false,
      pausedUntil: null,
      previousSecretUntil: null,
    };
    expect(created).toMatchObject(defaults);
    const settings = {
      description: 'Pedidos',
      headers: { 'X-Tenant': 'a', Authorization: 'Bearer b' },
      ordered: true,
      rateLimit: 5,
      connectTimeoutMs: 1000,
      timeoutMs: 30_000,
      hubSignature: true,
    };
    await scene.call('PUT', `/webhooks/${created.id}`, body(settings));
    const kept = Webhook.parse((await scene.call('PUT', `/webhooks/${created.id}`, body())).json());
    expect(kept).toMatchObject({
      description: 'Pedidos',
      headerNames: ['x-tenant', 'authorization'],
      ordered: true,
      rateLimit: 5,
      connectTimeoutMs: 1000,
      timeoutMs: 30_000,
      hubSignature: true,
    });
    const cleared = { description: null, headers: {}, rateLimit: null };
    expect((await scene.call('PUT', `/webhooks/${created.id}`, body(cleared))).json()).toMatchObject({
      description: null,
      headerNames: [],
      rateLimit: null,
    });
  });

  it.each([
    ['host', { host: 'x' }],
    ['content-length', { 'Content-Length': '1' }],
    ['transfer-encoding', { 'transfer-encoding': 'chunked' }],
    ['connection', { connection: 'close' }],
    ['accept-encoding', { 'accept-encoding': 'gzip' }],
    ['user-agent', { 'User-Agent': 'x' }],
    ['webhook-id', { 'webhook-id': 'x' }],
    ['webhook-signature', { 'Webhook-Signature': 'x' }],
    ['x-hub-signature-256', { 'x-hub-signature-256': 'x' }],
    ['proxy-authorization', { 'proxy-authorization': 'x' }],
    ['a name with a line break', { 'x\r\ny': 'x' }],
    ['a value with a line break', { x: 'a\r\nhost: b' }],
    ['an empty name', { '': 'x' }],
    ['one name twice', { 'X-A': '1', 'x-a': '2' }],
    ['too many', Object.fromEntries(Array.from({ length: 21 }, (_, place) => [`x-${String(place)}`, 'a']))],
  ])('400 refuses the custom header %s', async (_, headers) => {
    const response = await scene.call('POST', '/webhooks', body({ headers }));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    ['rateLimit', { rateLimit: 0 }],
    ['connectTimeoutMs', { connectTimeoutMs: 60_000 }],
    ['timeoutMs', { timeoutMs: 30_001 }],
    ['retryConfig.strategy', { retryConfig: { strategy: 'random' } }],
    ['retryConfig.maxDelay', { retryConfig: { retryDelay: 5000, maxDelay: 1000 } }],
    ['events.0', { events: ['messages.*'] }],
  ])('400 refuses %s out of bounds', async (path, changes) => {
    expect((await scene.call('POST', '/webhooks', body(changes))).json()).toMatchObject({
      status: 400,
      errors: [{ path }],
    });
  });

  it('values of custom headers reach the endpoint, are sealed at rest, and stand in no answer and no audit row', async () => {
    const { id } = await newWebhook({ headers: { authorization: 'Bearer segredo-x' }, hubSignature: true });
    await scene.call('POST', `/webhooks/${id}/test`);
    const sent = receiver.received.at(-1)?.headers;
    expect(sent).toMatchObject({ authorization: 'Bearer segredo-x', 'recado-test': 'true' });
    expect(sent?.['x-hub-signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect((await scene.call('GET', `/webhooks/${id}`)).body).not.toContain('segredo-x');
    for (const table of ['webhooks', 'audit_logs', 'webhook_attempts'])
      expect(JSON.stringify(await scene.query(`select * from ${table}`))).not.toContain('segredo-x');
  });
});

describe('an API key of some instances', () => {
  it('403 makes no webhook for all; 404 for one that is there', async () => {
    const { id } = await newWebhook();
    const { headers } = await seedApiKey(scene.test, scene.tenant.tenantId, { instanceIds: [instanceId] });
    expect((await scene.call('POST', '/webhooks', body(), headers)).json()).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect((await scene.call('POST', '/webhooks', body({ instanceId }), headers)).statusCode).toBe(201);
    const statuses = await Promise.all([
      scene.call('GET', `/webhooks/${id}`, undefined, headers),
      scene.call('PUT', `/webhooks/${id}`, body(), headers),
      scene.call('POST', `/webhooks/${id}/rotate-secret`, undefined, headers),
      scene.call('POST', `/webhooks/${id}/test`, undefined, headers),
      scene.call('GET', `/webhooks/${id}/stats`, undefined, headers),
      scene.call('GET', `/webhooks/${id}/deliveries`, undefined, headers),
      scene.call('POST', `/webhooks/${id}/replay`, { from: '2026-01-01T00:00:00.000Z' }, headers),
    ]);
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404, 404, 404]);
    const list = (await scene.call('GET', '/webhooks', undefined, headers)).json<{ items: unknown[] }>();
    expect(list.items.length).toBe(1);
  });
});
