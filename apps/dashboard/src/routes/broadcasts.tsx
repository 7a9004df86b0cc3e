import { createRoute } from '@tanstack/react-router';
import { broadcastFilters, recipientFilters } from '../features/broadcasts/broadcast-filters.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const broadcastsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts',
  validateSearch: broadcastFilters,
  loader: () => loadPage('broadcasts', 'messageErrors'),
  component: lazyPage(() => import('../features/broadcasts/broadcasts-page.tsx'), 'BroadcastsPage'),
});

export const newBroadcastRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts/new',
  loader: () => loadPage('broadcasts', 'templates'),
  component: lazyPage(() => import('../features/broadcasts/new/new-broadcast-page.tsx'), 'NewBroadcastPage'),
});

export const broadcastRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/broadcasts/$broadcastId',
  validateSearch: recipientFilters,
  loader: () => loadPage('broadcasts', 'messageErrors', 'templates'),
  component: lazyPage(() => import('../features/broadcasts/detail/broadcast-page.tsx'), 'BroadcastPage'),
});
