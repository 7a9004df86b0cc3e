import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { logFilters } from '../features/logs/log-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  validateSearch: logFilters,
  loader: () => loadTexts('logs'),
  component: lazyPart(() => import('../features/logs/logs-page.tsx'), 'LogsPage'),
});
