import { settled } from './browser.ts';
import { fillHistory } from './message-scene.ts';
import type { Screen } from './screens.ts';

const ptBr = { language: 'pt-BR' } as const;

/** The history, and one message of it. */
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
    path: async ({ client }) => `/app/messages/${(await fillHistory(client)).id}`,
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
];
