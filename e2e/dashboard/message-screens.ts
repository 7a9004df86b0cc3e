import { settled } from './browser.ts';
import { fillHistory } from './message-scene.ts';
import { fillBroadcasts, fillContact } from './people-scene.ts';
import type { Screen } from './screens.ts';

const ptBr = { language: 'pt-BR' } as const;

/** Messages, contacts and broadcasts: the lists, and one of each. */
export const messageScreens: Screen[] = [
  {
    name: 'messages',
    path: async ({ client }) => {
      await fillHistory(client);
      return '/app/messages';
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'message',
    path: async ({ client }) => `/app/messages/${(await fillHistory(client)).id}`,
    ready: async (page) => {
      await settled(page);
      await page.getByRole('tablist').waitFor();
    },
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  {
    name: 'message-exchange',
    path: async ({ client }) => `/app/messages/${(await fillHistory(client)).id}?status=failed`,
    ready: async (page) => {
      await page.getByRole('tab').nth(1).click();
      await page.getByRole('tabpanel').getByRole('region').first().waitFor();
    },
  },
  {
    name: 'message-send',
    path: () => '/app/messages',
    ready: async (page) => {
      await settled(page);
      await page.getByRole('button', { name: 'Send a message' }).click();
      await page.getByRole('dialog').getByLabel('To').waitFor();
    },
  },
  {
    name: 'contacts',
    path: async ({ client }) => {
      await fillContact(client);
      return '/app/contacts';
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'contact',
    path: async ({ client }) => `/app/contacts/${(await fillContact(client)).id}`,
    ready: async (page) => {
      await settled(page);
      await page.getByRole('dialog').getByRole('heading', { level: 2 }).nth(1).waitFor();
    },
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  {
    name: 'broadcasts',
    path: async ({ client }) => {
      await fillBroadcasts(client);
      return '/app/broadcasts';
    },
    ready: settled,
  },
  { name: 'broadcast-new', path: () => '/app/broadcasts/new', ready: settled },
  {
    name: 'broadcast',
    path: async ({ client }) => `/app/broadcasts/${await fillBroadcasts(client)}`,
    ready: async (page) => {
      await settled(page);
      await page.getByRole('progressbar').waitFor();
      await page.getByRole('row').nth(1).waitFor();
    },
    alsoShot: { ...ptBr, theme: 'dark' },
  },
];
