import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const broadcastsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts',
  loader: () => loadPage('broadcasts'),
  component: lazyRouteComponent(() => import('../features/broadcasts/broadcasts-page.tsx'), 'BroadcastsPage'),
});
