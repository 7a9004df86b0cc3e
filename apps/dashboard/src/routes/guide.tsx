import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const guideRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/guide',
  loader: () => loadTexts('guide', 'sandbox', 'messageErrors'),
  component: lazyRouteComponent(() => import('../features/guide/guide-page.tsx'), 'GuidePage'),
});
