import type { Page } from 'playwright-core';
import { agentScreens } from './agent-screens.ts';
import { loaded, settled, type View } from './browser.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { composerScreens } from './composer-screens.ts';
import { inboxScreens, waitingScreen } from './inbox-screens.ts';
import { messageScreens } from './message-screens.ts';
import { logScreens } from './log-screens.ts';
import { guideScreen, sandboxScreens } from './sandbox-screens.ts';
import { settingsScreens } from './settings-screens.ts';
import { peopleScreens } from './people-screens.ts';
import { standStill } from './platform-scene.ts';
import { webNumber } from './sandbox-numbers.ts';
import { webhookScreens } from './webhook-screens.ts';
import { fillThread } from './thread-scene.ts';

/** A screen as every tour of the dashboard sees it: axe in both themes, the narrow screen, the screenshots. */
export interface Screen {
  /** The name of its pictures. */
  name: string;
  isPublic?: boolean;
  /** Brings about what the screen shows, once, and gives its address. */
  path: (scene: DashboardScene) => string | Promise<string>;
  /** Resolves when there is nothing left to wait for. */
  ready: (page: Page) => Promise<void>;
  /** A language and theme for pictures beside English in both themes. */
  alsoShot?: Omit<View, 'size'>;
}

const ptBr = { language: 'pt-BR' } as const;

/** Every screen, in the order of the menu. */
export const screens: Screen[] = [
  {
    name: 'sign-in',
    isPublic: true,
    path: () => '/app/sign-in',
    ready: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
    alsoShot: { ...ptBr, theme: 'light' },
  },
  { name: 'overview', path: () => '/app/', ready: settled, alsoShot: { ...ptBr, theme: 'light' } },
  { name: 'numbers', path: () => '/app/numbers', ready: settled, alsoShot: { ...ptBr, theme: 'dark' } },
  { name: 'number-new', path: () => '/app/numbers/new', ready: settled },
  {
    name: 'number-new-cloud',
    path: () => '/app/numbers/new',
    ready: async (page) => {
      await settled(page);
      await page.getByRole('radio', { name: /Cloud API/ }).click();
      await page.getByRole('status').filter({ hasText: /Meta/ }).waitFor();
    },
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  {
    name: 'number-cloud',
    path: async ({ client }) => `/app/numbers/${(await webNumber(client)).cloudId}`,
    ready: settled,
  },
  {
    name: 'number-link',
    path: async ({ client }) => {
      const { id } = await webNumber(client);
      await client.expect('POST', `/instances/${id}/connect`);
      return `/app/numbers/${id}`;
    },
    ready: (page) => page.getByRole('img', { name: 'QR code' }).waitFor(),
  },
  guideScreen,
  ...inboxScreens,
  ...composerScreens,
  ...messageScreens,
  ...webhookScreens,
  ...logScreens,
  ...peopleScreens,
  ...sandboxScreens,
  {
    name: 'thread',
    path: async ({ client }) => (await fillThread(client)).path,
    // On a narrow screen the conversation is alone, under a heading of the second level.
    ready: async (page) => {
      await page.getByRole('article').first().waitFor();
      await loaded(page);
    },
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  { name: 'platform', path: () => '/app/platform', ready: settled },
  { name: 'platform-workers', path: () => '/app/platform?tab=workers', ready: settled },
  {
    name: 'platform-lanes',
    path: async (scene) => {
      await standStill(scene);
      return '/app/platform?tab=lanes';
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'platform-queues',
    path: async (scene) => {
      await standStill(scene);
      return '/app/platform?tab=queues';
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  ...agentScreens,
  ...settingsScreens,
  waitingScreen,
  { name: 'nowhere', path: () => '/app/nowhere', ready: settled },
];
