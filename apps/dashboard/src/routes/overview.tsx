import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { overviewSearch } from '../features/overview/overview-period.ts';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: overviewSearch,
  loader: () => loadPage('messageErrors'),
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});
