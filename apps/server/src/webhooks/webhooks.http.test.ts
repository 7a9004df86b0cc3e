import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Webhook,
  WebhookDeliveryPage,
  WebhookPage,
  WebhookTestResult,
  WebhookWithSecret,
  type InstanceId,
} from '@recado/contracts';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import {
  startWebhookReceiver,
  status,
  verified,
  type WebhookReceiver,
} from '../../test/harness/webhook-receiver.ts';

let test: TestApp;
let owner: pg.Client;
let tenant: SeededTenant;
let stranger: SeededTenant;
let instanceId: InstanceId;
let receiver: WebhookReceiver;

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  owner = new pg.Client({ connectionString: test.database.connectionString });
  await owner.connect();
  tenant = await seedTenant(test);
  stranger = await seedTenant(test);
  instanceId = await newInstance(tenant);
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.close();
  await owner.end();
  await test.close();
});

async function newInstance(of: SeededTenant): Promise<InstanceId> {
  const { rows } = await owner.query<{ id: InstanceId }>(
    `insert into instances (tenant_id, name, phone_number, channel) values ($1, 'i', $2, 'cloud') returning id`,
    [of.tenantId, `+55119${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no instance');
  return row.id;
}

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options: Partial<InjectOptions> = {}) =>
  test.app.inject({ method, url, headers: tenant.authorization('developer'), ...options });

const body = (changes: Record<string, unknown> = {}) => ({
  instanceId,
  url: receiver.url,
  events: ['message.sent'],
  ...changes,
});

async function newWebhook(changes: Record<string, unknown> = {}): Promise<WebhookWithSecret> {
  const response = await call('POST', '/webhooks', { payload: body(changes) });
  expect(response.statusCode).toBe(201);
  return WebhookWithSecret.parse(response.json());
}

describe('POST /webhooks', () => {
  it('201 registers, fills in defaults and shows a generated secret this once', async () => {
    const created = await newWebhook();
    expect(created).toMatchObject({
      url: receiver.url,
      events: ['message.sent'],
      isActive: true,
      retryConfig: { maxRetries: 3, retryDelay: 5000 },
    });
    expect(created.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const shown: unknown = (await call('GET', `/webhooks/${created.id}`)).json();
    expect(Webhook.parse(shown)).toMatchObject({ id: created.id });
    expect(shown).not.toHaveProperty('secret');
  });

  it('the secret is sealed in the database and masked in the audit log', async () => {
    const created = await newWebhook();
    const { rows } = await owner.query('select secret from webhooks where id = $1', [created.id]);
    expect(JSON.stringify(rows)).not.toContain(created.secret.slice(6));
    const audit = await owner.query('select action, changes from audit_logs where resource_id = $1', [
      created.id,
    ]);
    expect(audit.rows).toMatchObject([{ action: 'webhook.created' }]);
    expect(JSON.stringify(audit.rows)).not.toContain(created.secret.slice(6));
  });

  it.each([
    [
      'a secret in standard form',
      `whsec_${Buffer.alloc(64, 9).toString('base64')}`,
      (given: string) => given,
    ],
    ['any text', 'segredo bem comprido', (given: string) => `whsec_${Buffer.from(given).toString('base64')}`],
  ])('201 takes %s', async (_, secret, shown) => {
    expect((await newWebhook({ secret })).secret).toBe(shown(secret));
  });

  it.each([
    ['no url', { url: undefined }, 'url'],
    ['a url that is too long', { url: `https://example.com/${'a'.repeat(500)}` }, 'url'],
    ['another scheme', { url: 'ftp://example.com/' }, 'url'],
    ['no events', { events: [] }, 'events'],
    ['an unknown event', { events: ['message.seen'] }, 'events.0'],
    ['a short secret', { secret: 'short' }, 'secret'],
    ['a secret in standard form that is too short', { secret: 'whsec_c2hvcnQ=' }, 'secret'],
    ['too many retries', { retryConfig: { maxRetries: 21 } }, 'retryConfig.maxRetries'],
    ['an unknown field', { retries: 3 }, ''],
  ])('400 names the field: %s', async (_, changes, path) => {
    const response = await call('POST', '/webhooks', { payload: body(changes) });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  it.each([
    ['http://169.254.169.254/latest'],
    ['http://10.0.0.1/'],
    ['http://[::1]/'],
    ['https://user:pass@example.com/'],
  ])('422 refuses %s', async (url) => {
    const response = await call('POST', '/webhooks', { payload: body({ url }) });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ code: 'address_not_allowed' });
  });

  it('the same Idempotency-Key makes one webhook and gives one answer, without keeping the secret in the clear', async () => {
    const headers = { ...tenant.authorization('developer'), 'idempotency-key': randomUUID() };
    const first = await call('POST', '/webhooks', { payload: body(), headers });
    const second = await call('POST', '/webhooks', { payload: body(), headers });
    expect(second.statusCode).toBe(201);
    expect(second.json()).toEqual(first.json());
    const { secret } = WebhookWithSecret.parse(first.json());
    const { rows } = await owner.query('select response from idempotency_keys');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('who may', () => {
  it('401 nobody without credentials; 403 a viewer reads and does not write', async () => {
    expect((await test.app.inject({ url: '/webhooks' })).statusCode).toBe(401);
    const { id } = await newWebhook();
    const headers = tenant.authorization('viewer');
    expect((await call('GET', `/webhooks/${id}`, { headers })).statusCode).toBe(200);
    expect((await call('POST', '/webhooks', { headers, payload: body() })).statusCode).toBe(403);
    expect((await call('PUT', `/webhooks/${id}`, { headers, payload: body() })).statusCode).toBe(403);
    expect((await call('DELETE', `/webhooks/${id}`, { headers })).statusCode).toBe(403);
    expect((await call('POST', `/webhooks/${id}/test`, { headers })).statusCode).toBe(403);
  });

  it("404 for another tenant's webhook and instance, on every route", async () => {
    const { id } = await newWebhook();
    const headers = stranger.authorization('admin');
    const statuses = await Promise.all([
      call('GET', `/webhooks/${id}`, { headers }),
      call('PUT', `/webhooks/${id}`, { headers, payload: { url: receiver.url, events: ['*'] } }),
      call('DELETE', `/webhooks/${id}`, { headers }),
      call('POST', `/webhooks/${id}/test`, { headers }),
      call('GET', `/webhooks/${id}/deliveries`, { headers }),
      call('POST', '/webhooks', { headers, payload: body() }),
    ]);
    expect(statuses.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(WebhookPage.parse((await call('GET', '/webhooks', { headers })).json()).items).toEqual([]);
  });

  it('404 for what an API key of another instance cannot reach, and its list leaves it out', async () => {
    const { id } = await newWebhook();
    const other = await newInstance(tenant);
    const { headers } = await seedApiKey(test, tenant.tenantId, { instanceIds: [other] });
    expect((await call('GET', `/webhooks/${id}`, { headers })).statusCode).toBe(404);
    expect((await call('PUT', `/webhooks/${id}`, { headers, payload: body() })).statusCode).toBe(404);
    expect((await call('DELETE', `/webhooks/${id}`, { headers })).statusCode).toBe(404);
    expect((await call('POST', '/webhooks', { headers, payload: body() })).statusCode).toBe(404);
    expect(WebhookPage.parse((await call('GET', '/webhooks', { headers })).json()).items).toEqual([]);
  });
});

it('GET /webhooks filters by instance and pages without gap or repetition', async () => {
  const other = await newInstance(tenant);
  const ids = [];
  for (let count = 0; count < 5; count += 1) ids.push((await newWebhook({ instanceId: other })).id);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = WebhookPage.parse(
      (await call('GET', `/webhooks?instanceId=${other}&limit=2${from}`)).json(),
    );
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(ids.toReversed());
});

describe('PUT and DELETE /webhooks/:id', () => {
  it('200 replaces, keeps secret and activity when absent, and audits what changed', async () => {
    const created = await newWebhook({ retryConfig: { maxRetries: 9, retryDelay: 1000 } });
    const response = await call('PUT', `/webhooks/${created.id}`, {
      payload: { url: `${receiver.url}2`, events: ['*'] },
    });
    expect(Webhook.parse(response.json())).toMatchObject({
      url: `${receiver.url}2`,
      events: ['*'],
      isActive: true,
      retryConfig: { maxRetries: 3, retryDelay: 5000 },
    });
    const tested = WebhookTestResult.parse((await call('POST', `/webhooks/${created.id}/test`)).json());
    expect(tested.delivered).toBe(true);
    expect(verified(created.secret, receiver.received.at(-1))).toMatchObject({ type: 'webhook.test' });
    const { rows } = await owner.query(
      `select changes from audit_logs where resource_id = $1 and action = 'webhook.updated'`,
      [created.id],
    );
    expect(rows).toMatchObject([
      { changes: { before: { events: ['message.sent'] }, after: { events: ['*'] } } },
    ]);
  });

  it('409 it stays with its instance', async () => {
    const { id } = await newWebhook();
    const response = await call('PUT', `/webhooks/${id}`, {
      payload: body({ instanceId: await newInstance(tenant) }),
    });
    expect(response.json()).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('422 an address is checked again', async () => {
    const { id } = await newWebhook();
    expect(
      (await call('PUT', `/webhooks/${id}`, { payload: body({ url: 'http://192.168.0.1/' }) })).statusCode,
    ).toBe(422);
  });

  it('204 removes it', async () => {
    const { id } = await newWebhook();
    expect((await call('DELETE', `/webhooks/${id}`)).statusCode).toBe(204);
    expect((await call('GET', `/webhooks/${id}`)).statusCode).toBe(404);
    expect((await call('DELETE', `/webhooks/${id}`)).statusCode).toBe(404);
  });
});

describe('POST /webhooks/:id/test', () => {
  it('200 delivers a signed webhook.test to this endpoint alone, and lists it', async () => {
    const created = await newWebhook();
    await newWebhook({ events: ['*'] });
    const before = receiver.received.length;
    const result = WebhookTestResult.parse((await call('POST', `/webhooks/${created.id}/test`)).json());
    expect(result).toMatchObject({ delivered: true, statusCode: 204, error: null });
    expect(receiver.received.length).toBe(before + 1);
    expect(verified(created.secret, receiver.received.at(-1))).toMatchObject({
      id: result.eventId,
      type: 'webhook.test',
      tenantId: tenant.tenantId,
      instanceId,
      data: { webhook: { id: created.id, url: created.url } },
    });
    const page = WebhookDeliveryPage.parse((await call('GET', `/webhooks/${created.id}/deliveries`)).json());
    expect(page.items).toMatchObject([
      {
        id: result.deliveryId,
        eventId: result.eventId,
        eventType: 'webhook.test',
        state: 'delivered',
        attempts: 1,
      },
    ]);
  });

  it('200 tells how it failed, does not try again, and switches nothing off', async () => {
    const { id } = await newWebhook();
    receiver.answerWith((response) => {
      response.writeHead(410).end('gone\0away');
    });
    const result = WebhookTestResult.parse((await call('POST', `/webhooks/${id}/test`)).json());
    receiver.answerWith(status(204));
    expect(result).toMatchObject({
      delivered: false,
      statusCode: 410,
      error: 'http_410',
      responseBody: 'goneaway',
    });
    expect(Webhook.parse((await call('GET', `/webhooks/${id}`)).json())).toMatchObject({ isActive: true });
    const failed = WebhookDeliveryPage.parse(
      (await call('GET', `/webhooks/${id}/deliveries?state=failed`)).json(),
    );
    expect(failed.items).toMatchObject([{ state: 'failed', lastError: 'http_410', nextAttemptAt: null }]);
    const pending = WebhookDeliveryPage.parse(
      (await call('GET', `/webhooks/${id}/deliveries?state=pending`)).json(),
    );
    expect(pending.items).toEqual([]);
  });
});
