import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { logFilters } from '../features/logs/log-filters.ts';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  validateSearch: logFilters,
  loader: () => loadPage('logs'),
  component: lazyRouteComponent(() => import('../features/logs/logs-page.tsx'), 'LogsPage'),
});
