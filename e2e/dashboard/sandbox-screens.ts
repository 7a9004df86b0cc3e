import { Message, MessagePage } from '@recado/contracts';
import type { Page } from 'playwright-core';
import type { ApiClient } from '../harness/api.ts';
import { settled } from './browser.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { reaches, send, text } from './message-scene.ts';
import { webNumber } from './sandbox-numbers.ts';
import type { Screen } from './screens.ts';
import { until } from './until.ts';

const CUSTOMER = '+5511900000021';

/** How much came from a customer. */
async function heardFrom(client: ApiClient, contact: string): Promise<number> {
  const query = new URLSearchParams({ contact, direction: 'inbound' }).toString();
  return MessagePage.parse(await client.expect('GET', `/messages/history?${query}`)).items.length;
}

/** A chat with one of everything that a phone shows. Gives its conversation and number. */
async function fillPhone(client: ApiClient): Promise<{ conversationId: string; cloudId: string }> {
  const { cloudId } = await webNumber(client);
  const phone = `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(CUSTOMER)}`;
  await client.expect('PATCH', phone, { name: 'Ana Prado', answersAutomatically: false });
  const write = (body: object): Promise<unknown> => client.expect('POST', `${phone}/messages`, body);
  await write({ type: 'text', text: 'Oi! Meu pedido já saiu?' });
  await until('the customer is heard', async () => (await heardFrom(client, CUSTOMER)) > 0);
  const messages = [
    { type: 'text', content: 'Olá, Ana! Saiu agora há pouco e chega hoje até as 18h.' },
    {
      type: 'buttons',
      content: {
        body: 'Podemos deixar na portaria?',
        buttons: [
          { id: 'yes', title: 'Sim, pode deixar' },
          { id: 'no', title: 'Prefiro receber' },
        ],
      },
    },
  ];
  const sent: Message[] = [];
  for (const message of messages) {
    const body = { instanceId: cloudId, recipient: CUSTOMER, message };
    sent.push(Message.parse(await client.expect('POST', '/messages/send', body)));
  }
  await write({
    type: 'location',
    latitude: -23.55,
    longitude: -46.63,
    name: 'Praça da Sé',
    address: 'São Paulo',
  });
  return { conversationId: sent[0]?.conversationId ?? '', cloudId };
}

const phoneIsOpen = async (page: Page): Promise<void> => {
  const phone = page.getByRole('region', { name: /^(Phone of|Celular de) Ana Prado$/ });
  const opens = page.getByRole('button', { name: /(simulated phone|(celular|telefone) simulado)/i }).first();
  await opens.or(phone).first().waitFor();
  if (!(await phone.isVisible())) await opens.click();
  await phone.waitFor();
  // What the button says to who points at it is no part of the screen.
  await page.mouse.move(0, 0);
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  await phone.getByText('Podemos deixar na portaria?').waitFor();
};

const FIRST_CUSTOMER = '+5511900000001';

const guided = new WeakMap<DashboardScene, Promise<void>>();

/** A first message that was read and answered. */
async function guide({ client }: DashboardScene): Promise<void> {
  const { cloudId } = await webNumber(client);
  const phone = `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(FIRST_CUSTOMER)}`;
  await client.expect('PATCH', phone, { name: 'Paula Mendes', answersAutomatically: false });
  await reaches(
    client,
    await send(client, FIRST_CUSTOMER, text('Olá! Seu pedido saiu para entrega.')),
    'read',
  );
  await client.expect('POST', `${phone}/messages`, { type: 'text', text: 'Obrigada! Estarei em casa.' });
}

/** The first steps, all of them done. */
export const guideScreen: Screen = {
  name: 'guide',
  path: async (scene) => {
    const done = guided.get(scene) ?? guide(scene);
    guided.set(scene, done);
    await done;
    return '/app/guide';
  },
  ready: async (page) => {
    await settled(page);
    await page.getByText('Obrigada! Estarei em casa.').first().waitFor();
  },
  alsoShot: { language: 'pt-BR', theme: 'light' },
};

/** A simulated phone beside the inbox. */
export const sandboxScreens: Screen[] = [
  {
    name: 'inbox-phone',
    path: async ({ client }) => `/app/inbox/${(await fillPhone(client)).conversationId}`,
    ready: phoneIsOpen,
    alsoShot: { language: 'pt-BR', theme: 'dark' },
  },
];
