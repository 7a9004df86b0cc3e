import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { platformSearch } from '../features/platform/platform-search.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const platformRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform',
  validateSearch: platformSearch,
  loader: () => loadTexts('platform'),
  component: lazyRouteComponent(() => import('../features/platform/platform-page.tsx'), 'PlatformPage'),
});
