import { settled } from './browser.ts';
import { agentOfTeam, goOnline, sandboxTeam } from './sandbox-agents.ts';
import { webNumber } from './sandbox-numbers.ts';
import type { Screen } from './screens.ts';

const ptBr = { language: 'pt-BR' } as const;

/** The screens of agents: the team, who gets what, and each kind of editor. */
export const agentScreens: Screen[] = [
  {
    name: 'agents',
    path: async ({ client }) => {
      await sandboxTeam(client);
      await goOnline(client, 'Juliana');
      return '/app/agents';
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'dark' },
  },
  {
    name: 'agents-distribution',
    path: async ({ client }) => {
      await sandboxTeam(client);
      return `/app/agents?view=distribution&number=${(await webNumber(client)).id}`;
    },
    ready: settled,
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'agent-bot',
    path: async ({ client }) => `/app/agents/${await agentOfTeam(client, 'Assistente')}`,
    ready: settled,
    alsoShot: { ...ptBr, theme: 'light' },
  },
  {
    name: 'agent-person',
    path: async ({ client }) => `/app/agents/${await agentOfTeam(client, 'Bruno')}`,
    ready: settled,
  },
  { name: 'agent-new', path: () => '/app/agents/new?type=ai', ready: settled },
];
