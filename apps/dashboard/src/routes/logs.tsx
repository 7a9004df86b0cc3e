import { createRoute } from '@tanstack/react-router';
import { logFilters } from '../features/logs/log-filters.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  validateSearch: logFilters,
  loader: () => loadPage('logs'),
  component: lazyPage(() => import('../features/logs/logs-page.tsx'), 'LogsPage'),
});
