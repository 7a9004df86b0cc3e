import { createRoute } from '@tanstack/react-router';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const guideRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/guide',
  loader: () => loadPage('guide', 'sandbox', 'messageErrors'),
  component: lazyPage(() => import('../features/guide/guide-page.tsx'), 'GuidePage'),
});
