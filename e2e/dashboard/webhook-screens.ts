import { setTimeout as pause } from 'node:timers/promises';
import { Webhook, WebhookDeliveryPage, type WebhookDelivery, type WebhookId } from '@recado/contracts';
import { settled, settledWithDialog } from './browser.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { webNumber } from './sandbox-numbers.ts';
import type { Screen } from './screens.ts';
import { startWebhookReceiver } from './webhook-receiver.ts';
import { fareBefore, happenBefore } from './webhook-scene.ts';

const LIMIT_MS = 60_000;

interface Shop {
  good: WebhookId;
  bad: WebhookId;
}

/** The endpoints of a shop: one that works, one that fails, one that is gone. The same ones for every screen of a scene. */
const shops = new WeakMap<DashboardScene['client'], Promise<Shop>>();

function shopOf(scene: DashboardScene): Promise<Shop> {
  const known = shops.get(scene.client) ?? openShop(scene);
  shops.set(scene.client, known);
  return known;
}

async function openShop(scene: DashboardScene): Promise<Shop> {
  const { client } = scene;
  const { cloudId } = await webNumber(client);
  const add = async (
    statusCode: number,
    settings: Record<string, unknown>,
    body = '',
  ): Promise<WebhookId> => {
    const receiver = await startWebhookReceiver();
    receiver.answers(statusCode, body);
    return Webhook.parse(await client.expect('POST', '/webhooks', { url: receiver.url, ...settings })).id;
  };
  const good = await add(200, { description: 'CRM', events: ['*'], headers: { 'x-tenant': 'acme' } });
  const bad = await add(
    500,
    {
      description: 'Data warehouse',
      events: ['message.sent', 'conversation.closed', 'contact.*'],
      instanceId: cloudId,
      retryConfig: { maxRetries: 1, retryDelay: 1_000 },
    },
    '{"error":"no space left on device","volume":"/data"}',
  );
  const gone = await add(410, { description: 'Old shop', events: ['message.received'] });
  for (const content of ['Olá! Seu pedido saiu.', 'Chega hoje até as 18h.'])
    await client.expect('POST', '/messages/send', {
      instanceId: cloudId,
      recipient: '+5511900000001',
      message: { type: 'text', content },
    });
  await client.expect('POST', `/webhooks/${gone}/test`, {});
  await delivered(client, bad, 'failed');
  await delivered(client, good, 'delivered');
  await fareBefore(scene, bad);
  return { good, bad };
}

/** A finished delivery of an endpoint, as soon as there is one. */
async function delivered(
  client: DashboardScene['client'],
  id: string,
  state: WebhookDelivery['state'],
): Promise<string> {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const { items } = WebhookDeliveryPage.parse(
      await client.expect('GET', `/webhooks/${id}/deliveries?state=${state}`),
    );
    const [first] = items;
    if (first !== undefined) return first.id;
    if (Date.now() > until) throw new Error(`The endpoint has nothing that is ${state}`);
    await pause(100);
  }
}

/** An endpoint that takes one request a second, and a replay of more than that. */
async function slowReplay(scene: DashboardScene): Promise<WebhookId> {
  const { client } = scene;
  await shopOf(scene);
  await happenBefore(scene, 1_500);
  const { url } = await startWebhookReceiver();
  const settings = { url, description: 'Archive', events: ['message.sent'], rateLimit: 1 };
  const { id } = Webhook.parse(await client.expect('POST', '/webhooks', settings));
  await client.expect('POST', `/webhooks/${id}/replay`, { from: '2020-01-01T00:00:00.000Z' });
  return id;
}

/** The screens of webhooks, for every tour. */
export const webhookScreens: Screen[] = [
  {
    name: 'webhooks',
    path: async (scene) => {
      await shopOf(scene);
      return '/app/webhooks';
    },
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'light' },
  },
  {
    name: 'webhook-new',
    path: () => '/app/webhooks/new',
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
  {
    name: 'webhook-log',
    path: async (scene) => `/app/webhooks/${(await shopOf(scene)).bad}`,
    ready: settled,
    alsoShot: { language: 'pt-BR', theme: 'light' },
  },
  {
    name: 'webhook-replay',
    path: async (scene) => `/app/webhooks/${await slowReplay(scene)}`,
    ready: async (page) => {
      await page.getByRole('progressbar').waitFor();
      await page.getByText(/[1-9][.,]\d{3} (of|de) [1-9]/).waitFor();
      await settled(page);
    },
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
  {
    name: 'webhook-delivery',
    path: async (scene) => {
      const { bad } = await shopOf(scene);
      return `/app/webhooks/${bad}?delivery=${await delivered(scene.client, bad, 'failed')}`;
    },
    ready: settledWithDialog,
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
  {
    name: 'webhook-settings',
    path: async (scene) => `/app/webhooks/${(await shopOf(scene)).good}?tab=settings`,
    ready: settled,
  },
  {
    name: 'webhook-verify',
    path: async (scene) => `/app/webhooks/${(await shopOf(scene)).good}?tab=verify`,
    ready: settled,
  },
];
