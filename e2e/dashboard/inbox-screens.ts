import type { Conversation } from '@recado/contracts';
import { settled } from './browser.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { fillConversations, fillQueue } from './inbox-scene.ts';
import type { Screen } from './screens.ts';

const filled = new WeakMap<DashboardScene, Promise<Conversation>>();

/** The inbox of a busy morning, filled once for all of its screens. */
function morningOf(scene: DashboardScene): Promise<Conversation> {
  const morning = filled.get(scene) ?? fillConversations(scene.client);
  filled.set(scene, morning);
  return morning;
}

const ptBr = { language: 'pt-BR' } as const;

/** The inbox with its list, a conversation and a search. */
export const inboxScreens: Screen[] = [
  {
    name: 'inbox',
    path: async (scene) => `/app/inbox/${(await morningOf(scene)).id}`,
    ready: settled,
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  {
    name: 'inbox-list',
    path: async (scene) => {
      await morningOf(scene);
      return '/app/inbox';
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'inbox-search',
    path: async (scene) => {
      await morningOf(scene);
      return '/app/inbox?text=ana';
    },
    ready: settled,
  },
];

const queued = new WeakMap<DashboardScene, Promise<void>>();

/** Customers whom nobody is free for. It changes who gets what is written from then on, so that it comes after other screens. */
export const waitingScreen: Screen = {
  name: 'inbox-waiting',
  path: async (scene) => {
    const queue = queued.get(scene) ?? fillQueue(scene.client);
    queued.set(scene, queue);
    await queue;
    return '/app/inbox?status=waiting';
  },
  ready: settled,
};
