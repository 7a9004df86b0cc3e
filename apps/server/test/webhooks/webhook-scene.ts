import { randomBytes } from 'node:crypto';
import { InstanceId, WebhookWithSecret, type EventType } from '@recado/contracts';
import { expect } from 'vitest';
import { RecordEvents } from '../../src/events/index.ts';
import { Database } from '../../src/platform/database/database.ts';
import { sampleEvent } from '../harness/sample-event.ts';
import { ownerQuery, seedTenant, type SeededTenant } from '../harness/seed.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';
import {
  startWebhookReceiver,
  status,
  type AnswerRequest,
  type WebhookReceiver,
} from '../harness/webhook-receiver.ts';

type Headers = Record<string, string>;

/** A tenant with an instance, another tenant, and endpoints that stand for customers' systems. */
export class WebhookScene {
  readonly #test: TestApp;
  readonly tenant: SeededTenant;
  readonly stranger: SeededTenant;
  readonly instanceId: InstanceId;
  readonly #secretKey: Buffer;
  readonly #receivers: WebhookReceiver[] = [];

  constructor(
    { test, secretKey }: { test: TestApp; secretKey: Buffer },
    tenants: { tenant: SeededTenant; stranger: SeededTenant },
    instanceId: InstanceId,
  ) {
    this.#test = test;
    this.#secretKey = secretKey;
    this.tenant = tenants.tenant;
    this.stranger = tenants.stranger;
    this.instanceId = instanceId;
  }

  get test(): TestApp {
    return this.#test;
  }

  /** Another process of the same installation; close it before the scene. */
  another(settings: Record<string, string>): Promise<TestApp> {
    return createTestApp({ database: this.#test.database, secretKey: this.#secretKey, settings });
  }

  /** Runs SQL as the owner of the tables. */
  query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return ownerQuery(this.#test.database, text, values);
  }

  /** A request of a developer, unless other headers say otherwise. */
  call(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: Record<string, unknown>,
    headers: Headers = this.tenant.authorization('developer'),
  ) {
    return this.#test.app.inject({ method, url, headers, ...(payload && { payload }) });
  }

  /** A receiver and a webhook that calls it, of all instances and for all events, without retries, unless told otherwise. */
  async endpoint(
    answer: AnswerRequest = status(204),
    fields: Record<string, unknown> = {},
  ): Promise<{ receiver: WebhookReceiver; webhook: WebhookWithSecret }> {
    const receiver = await startWebhookReceiver(answer);
    this.#receivers.push(receiver);
    const payload = { url: receiver.url, events: ['*'], retryConfig: { maxRetries: 0 }, ...fields };
    const response = await this.call('POST', '/webhooks', payload);
    expect(response.statusCode).toBe(201);
    return { receiver, webhook: WebhookWithSecret.parse(response.json()) };
  }

  /** Events of the tenant in one transaction, of its instance unless told otherwise; `data` names fields other than the example's. */
  async record(
    events: readonly { type: EventType; instanceId?: InstanceId | null; data?: Record<string, unknown> }[],
    { tenantId } = this.tenant,
  ): Promise<void> {
    const { app } = this.#test;
    await app.get(Database).inTenant(tenantId, (tx) =>
      app.get(RecordEvents).execute(
        tx,
        events.map(({ type, instanceId = this.instanceId, data }) =>
          sampleEvent(type, { tenantId, instanceId }, data),
        ),
      ),
    );
  }

  /** Takes webhooks, events and receivers away, so that the next test begins afresh. */
  async clear(): Promise<void> {
    await this.query('delete from webhooks');
    await this.query('delete from events');
    await Promise.all(this.#receivers.splice(0).map((receiver) => receiver.close()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#receivers.splice(0).map((receiver) => receiver.close()));
    await this.#test.close();
  }
}

export async function insertInstance(
  test: TestApp,
  tenant: SeededTenant,
  phoneNumber: string,
): Promise<InstanceId> {
  const [row] = await ownerQuery(
    test.database,
    `insert into instances (tenant_id, name, phone_number, channel) values ($1, 'i', $2, 'cloud') returning id`,
    [tenant.tenantId, phoneNumber],
  );
  return InstanceId.parse(row?.['id']);
}

/** @param role `api` leaves deliveries where they are; `all` makes them. */
export async function createWebhookScene(
  role: 'api' | 'all',
  settings: Record<string, string> = {},
): Promise<WebhookScene> {
  const secretKey = randomBytes(32);
  const test = await createTestApp({ secretKey, settings: { RECADO_ROLE: role, ...settings } });
  const tenants = { tenant: await seedTenant(test), stranger: await seedTenant(test) };
  return new WebhookScene(
    { test, secretKey },
    tenants,
    await insertInstance(test, tenants.tenant, '+5511987654321'),
  );
}
