import { createRoute } from '@tanstack/react-router';
import { platformSearch } from '../features/platform/platform-search.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const platformRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform',
  validateSearch: platformSearch,
  loader: () => loadPage('platform'),
  component: lazyPage(() => import('../features/platform/platform-page.tsx'), 'PlatformPage'),
});
