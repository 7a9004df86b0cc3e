import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { numberFilters } from '../features/numbers/number-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const numbersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers',
  validateSearch: numberFilters,
  loader: () => loadTexts('numbers'),
  component: lazyRouteComponent(() => import('../features/numbers/numbers-page.tsx'), 'NumbersPage'),
});

export const newNumberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers/new',
  loader: () => loadTexts('numbers'),
  component: lazyRouteComponent(() => import('../features/numbers/new/new-number-page.tsx'), 'NewNumberPage'),
});

export const numberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers/$instanceId',
  loader: () => loadTexts('numbers', 'sandbox'),
  component: lazyRouteComponent(() => import('../features/numbers/detail/number-page.tsx'), 'NumberPage'),
});
