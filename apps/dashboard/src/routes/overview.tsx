import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { overviewSearch } from '../features/overview/overview-period.ts';
import { shellRoute } from './shell.tsx';

export const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: overviewSearch,
  component: lazyPart(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});
