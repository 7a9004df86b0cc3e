import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { agentFilters, newAgentSearch } from '../features/agents/agent-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const agentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents',
  validateSearch: agentFilters,
  loader: () => loadTexts('agents'),
  component: lazyPart(() => import('../features/agents/agents-page.tsx'), 'AgentsPage'),
});

export const newAgentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/new',
  validateSearch: newAgentSearch,
  loader: () => loadTexts('agents'),
  component: lazyPart(() => import('../features/agents/editor/new-agent-page.tsx'), 'NewAgentPage'),
});

export const agentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$agentId',
  loader: () => loadTexts('agents'),
  component: lazyPart(() => import('../features/agents/editor/agent-page.tsx'), 'AgentPage'),
});
