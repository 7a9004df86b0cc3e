import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from './shell.tsx';

const periods = new Set([1, 7, 30]);

export const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: ({ days }: Record<string, unknown>): { days?: number } =>
    typeof days === 'number' && periods.has(days) ? { days } : {},
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});
