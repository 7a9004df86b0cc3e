import { createRoute } from '@tanstack/react-router';
import { numberFilters } from '../features/numbers/number-filters.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const numbersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers',
  validateSearch: numberFilters,
  loader: () => loadPage('numbers'),
  component: lazyPage(() => import('../features/numbers/numbers-page.tsx'), 'NumbersPage'),
});

export const newNumberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers/new',
  loader: () => loadPage('numbers'),
  component: lazyPage(() => import('../features/numbers/new/new-number-page.tsx'), 'NewNumberPage'),
});

export const numberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers/$instanceId',
  loader: () => loadPage('numbers', 'sandbox'),
  component: lazyPage(() => import('../features/numbers/detail/number-page.tsx'), 'NumberPage'),
});
