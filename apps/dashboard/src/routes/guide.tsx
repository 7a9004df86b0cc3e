import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const guideRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/guide',
  loader: () => loadTexts('guide', 'sandbox'),
  component: lazyPart(() => import('../features/guide/guide-page.tsx'), 'GuidePage'),
});
