import { createHmac } from 'node:crypto';
import { EventEnvelope, RotatedWebhookSecret, WebhookWithSecret, type EventType } from '@recado/contracts';
import { verifyHubSignature, verifyWebhook } from '@recado/sdk/webhooks';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import {
  startWebhookReceiver,
  type ReceivedRequest,
  type WebhookReceiver,
} from '../../../test/harness/webhook-receiver.ts';

let scene: MessagingScene;
let receiver: WebhookReceiver;

beforeAll(async () => {
  scene = await createMessagingScene({ settings: { RECADO_ROLE: 'all' } });
});
afterAll(() => scene.cloud.close());
afterEach(() => receiver.close());

async function subscribe(fields: Record<string, unknown> = {}): Promise<WebhookWithSecret> {
  receiver = await startWebhookReceiver();
  const payload = { url: receiver.url, events: ['message.*', 'conversation.*'], ...fields };
  const answer = await scene.call('POST', '/webhooks', { payload });
  expect(answer.status).toBe(201);
  return WebhookWithSecret.parse(answer.body);
}

const NAMES: EventType[] = [
  'message.received',
  'message.accepted',
  'message.sent',
  'message.delivered',
  'message.read',
];
const typeOf = ({ body }: ReceivedRequest) => EventEnvelope.parse(JSON.parse(body)).type;

/** Has a customer write and be answered; gives the requests that told of it. */
async function deliverAConversation(): Promise<ReceivedRequest[]> {
  const { recipient } = await scene.writingCustomer();
  await scene.accepted({ recipient, message: { type: 'text', content: 'Olá, ção 👋 \u2028 "\\' } });
  const types = () => new Set(receiver.received.map(typeOf));
  await expect.poll(() => NAMES.filter((name) => !types().has(name))).toEqual([]);
  return receiver.received;
}

const flat = ({ headers }: ReceivedRequest): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]));

/** Gives what it believes, and throws when it does not believe it. */
type Verify = (secret: string, request: ReceivedRequest) => Promise<unknown>;

const throughStandardWebhooks = (secret: string, request: ReceivedRequest): unknown =>
  new StandardWebhook(secret).verify(request.body, flat(request));

function throughSvix(secret: string, request: ReceivedRequest): unknown {
  new SvixWebhook(secret).verify(request.body, flat(request));
  return JSON.parse(request.body);
}

/** Three verifiers, of whom two are not ours. */
const verifiers: [string, Verify][] = [
  ['standardwebhooks', async (...given) => Promise.resolve(throughStandardWebhooks(...given))],
  ['svix', async (...given) => Promise.resolve(throughSvix(...given))],
  ['@recado/sdk', (secret, { headers, body }) => verifyWebhook({ secret, headers, body })],
];

describe.each(verifiers)('%s', { timeout: 30_000 }, (_, verify) => {
  it('reads every event of a conversation, and believes none with a byte changed or with another secret', async () => {
    const { secret } = await subscribe();
    const { tenantId } = scene.cloud.tenant;
    for (const request of await deliverAConversation()) {
      expect(await verify(secret, request)).toMatchObject({ id: request.headers['webhook-id'], tenantId });
      const changed = { ...request, body: request.body.replace('"id"', '"ID"') };
      await expect(verify(secret, changed)).rejects.toThrow(/signature/i);
      const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
      await expect(verify(other, request)).rejects.toThrow(/signature/i);
    }
  });

  it('reads events with either secret while both are in force', async () => {
    const { id, secret } = await subscribe();
    const answer = await scene.call('POST', `/webhooks/${id}/rotate-secret`);
    const { secret: next } = RotatedWebhookSecret.parse(answer.body);
    for (const request of await deliverAConversation()) {
      expect(await verify(secret, request)).toEqual(await verify(next, request));
    }
  });
});

it('a receiver made for Meta believes x-hub-signature-256, and so does the SDK', async () => {
  const secret = 'um segredo de texto que alguém escolheu';
  await subscribe({ secret, hubSignature: true });
  for (const { headers, body } of await deliverAConversation()) {
    const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    expect(headers['x-hub-signature-256']).toBe(expected);
    expect(await verifyHubSignature({ secret, headers, body })).toEqual(JSON.parse(body));
  }
});
