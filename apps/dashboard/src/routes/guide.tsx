import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const guideRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/guide',
  loader: () => loadPage('guide', 'sandbox'),
  component: lazyRouteComponent(() => import('../features/guide/guide-page.tsx'), 'GuidePage'),
});
