import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { overviewSearch } from '../features/overview/overview-period.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: overviewSearch,
  loader: () => loadTexts('messageErrors'),
  component: lazyPart(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});
