import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { broadcastFilters, recipientFilters } from '../features/broadcasts/broadcast-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const broadcastsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts',
  validateSearch: broadcastFilters,
  loader: () => loadTexts('broadcasts'),
  component: lazyPart(() => import('../features/broadcasts/broadcasts-page.tsx'), 'BroadcastsPage'),
});

export const newBroadcastRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts/new',
  loader: () => loadTexts('broadcasts', 'templates'),
  component: lazyPart(() => import('../features/broadcasts/new/new-broadcast-page.tsx'), 'NewBroadcastPage'),
});

export const broadcastRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts/$broadcastId',
  validateSearch: recipientFilters,
  loader: () => loadTexts('broadcasts', 'templates'),
  component: lazyPart(() => import('../features/broadcasts/detail/broadcast-page.tsx'), 'BroadcastPage'),
});
