import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { overviewSearch } from '../features/overview/overview-period.ts';
import { shellRoute } from './shell.tsx';

export const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});
