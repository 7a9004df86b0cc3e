import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { platformSearch } from '../features/platform/platform-search.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const platformRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/platform',
  validateSearch: platformSearch,
  loader: () => loadTexts('platform'),
  component: lazyPart(() => import('../features/platform/platform-page.tsx'), 'PlatformPage'),
});
