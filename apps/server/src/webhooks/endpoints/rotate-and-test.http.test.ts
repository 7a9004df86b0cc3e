import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  Event,
  eventCatalogue,
  EventEnvelope,
  eventTypes,
  RotatedWebhookSecret,
  Webhook,
  WebhookTestResult,
  WebhookWithSecret,
  type InstanceId,
} from '@recado/contracts';
import { faultOf } from '../../../test/harness/event-check.ts';
import {
  startWebhookReceiver,
  verified,
  type WebhookReceiver,
} from '../../../test/harness/webhook-receiver.ts';
import { createWebhookScene, type WebhookScene } from '../../../test/webhooks/webhook-scene.ts';

let scene: WebhookScene;
let instanceId: InstanceId;
let receiver: WebhookReceiver;

beforeAll(async () => {
  scene = await createWebhookScene('api');
  instanceId = scene.instanceId;
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

describe('POST /webhooks/:id/rotate-secret', () => {
  const signedBy = async (id: string, secret: string): Promise<boolean> => {
    await scene.call('POST', `/webhooks/${id}/test`);
    try {
      verified(secret, receiver.received.at(-1));
      return true;
    } catch {
      return false;
    }
  };

  it('200 shows the new secret once; both sign for a day, and then the new one alone', async () => {
    const { id, secret: first } = await newWebhook();
    const response = await scene.call('POST', `/webhooks/${id}/rotate-secret`);
    expect(response.statusCode).toBe(200);
    const { secret: second, previousSecretUntil } = RotatedWebhookSecret.parse(response.json());
    expect(Date.parse(previousSecretUntil) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(Webhook.parse((await scene.call('GET', `/webhooks/${id}`)).json())).toMatchObject({
      previousSecretUntil,
    });
    expect([await signedBy(id, first), await signedBy(id, second)]).toEqual([true, true]);
    await scene.query(`update webhooks set previous_secret_until = now() where id = $1`, [id]);
    expect([await signedBy(id, first), await signedBy(id, second)]).toEqual([false, true]);
    const rows = await scene.query(
      `select changes from audit_logs where resource_id = $1 and action = 'webhook.secret_rotated'`,
      [id],
    );
    expect(rows.length).toBe(1);
    expect(JSON.stringify(rows)).not.toContain(second.slice(6));
  });

  it('409 twice within a day, unless forced; then the last two sign', async () => {
    const { id, secret: first } = await newWebhook();
    const second = RotatedWebhookSecret.parse(
      (await scene.call('POST', `/webhooks/${id}/rotate-secret`)).json(),
    );
    expect((await scene.call('POST', `/webhooks/${id}/rotate-secret`)).json()).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    const forced = await scene.call('POST', `/webhooks/${id}/rotate-secret`, {
      force: true,
      secret: 'um segredo qualquer',
    });
    const third = RotatedWebhookSecret.parse(forced.json());
    expect(third.secret).toBe(`whsec_${Buffer.from('um segredo qualquer').toString('base64')}`);
    expect([
      await signedBy(id, first),
      await signedBy(id, second.secret),
      await signedBy(id, third.secret),
    ]).toEqual([false, true, true]);
  });

  it('403 for a viewer, 404 for another tenant', async () => {
    const { id } = await newWebhook();
    const as = async (headers: { authorization: string }) =>
      (await scene.call('POST', `/webhooks/${id}/rotate-secret`, undefined, headers)).statusCode;
    expect(await as(scene.tenant.authorization('viewer'))).toBe(403);
    expect(await as(scene.stranger.authorization('admin'))).toBe(404);
  });
});

describe('POST /webhooks/:id/test { type }', () => {
  it('200 sends the example of that type, marked as a test, which no other webhook and no replay gets', async () => {
    const { id, secret } = await newWebhook({ instanceId });
    const witness = await newWebhook({ events: ['*'] });
    const result = WebhookTestResult.parse(
      (await scene.call('POST', `/webhooks/${id}/test`, { type: 'message.read' })).json(),
    );
    expect(result.delivered).toBe(true);
    expect(verified(secret, receiver.received.at(-1))).toMatchObject({
      id: result.eventId,
      type: 'message.read',
      instanceId,
      data: eventCatalogue['message.read'].example.data,
    });
    expect(receiver.received.at(-1)?.headers['recado-test']).toBe('true');
    expect(
      await scene.query('select id from webhook_deliveries where webhook_id = $1', [witness.id]),
    ).toEqual([]);
    const rows = await scene.query(`select only_webhook_id from events where id = $1`, [result.eventId]);
    expect(rows).toEqual([{ only_webhook_id: id }]);
  });

  it.each(eventTypes)('200 sends a %s that is as the catalogue says', async (type) => {
    const { id, secret } = await newWebhook();
    await scene.call('POST', `/webhooks/${id}/test`, { type });
    const sent = verified(secret, receiver.received.at(-1));
    expect(Event.parse(sent).type).toBe(type);
    expect(faultOf(type, EventEnvelope.parse(sent).data)).toBeUndefined();
  });

  it('400 for a type that does not exist', async () => {
    const { id } = await newWebhook();
    expect((await scene.call('POST', `/webhooks/${id}/test`, { type: 'message.seen' })).statusCode).toBe(400);
  });
});
