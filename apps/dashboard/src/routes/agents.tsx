import { createRoute } from '@tanstack/react-router';
import { agentFilters, newAgentSearch } from '../features/agents/agent-filters.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const agentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents',
  validateSearch: agentFilters,
  loader: () => loadPage('agents'),
  component: lazyPage(() => import('../features/agents/agents-page.tsx'), 'AgentsPage'),
});

export const newAgentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/new',
  validateSearch: newAgentSearch,
  loader: () => loadPage('agents'),
  component: lazyPage(() => import('../features/agents/editor/new-agent-page.tsx'), 'NewAgentPage'),
});

export const agentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$agentId',
  loader: () => loadPage('agents'),
  component: lazyPage(() => import('../features/agents/editor/agent-page.tsx'), 'AgentPage'),
});
