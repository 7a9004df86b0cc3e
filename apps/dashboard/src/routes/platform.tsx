import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { platformSearch } from '../features/platform/platform-search.ts';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const platformRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform',
  validateSearch: platformSearch,
  loader: () => loadPage('platform'),
  component: lazyRouteComponent(() => import('../features/platform/platform-page.tsx'), 'PlatformPage'),
});
