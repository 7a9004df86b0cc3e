import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const agentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents',
  loader: () => loadPage('agents'),
  component: lazyRouteComponent(() => import('../features/agents/agents-page.tsx'), 'AgentsPage'),
});
