import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { numberFilters } from '../features/numbers/number-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const numbersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers',
  validateSearch: numberFilters,
  loader: () => loadTexts('numbers'),
  component: lazyPart(() => import('../features/numbers/numbers-page.tsx'), 'NumbersPage'),
});

export const newNumberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers/new',
  loader: () => loadTexts('numbers'),
  component: lazyPart(() => import('../features/numbers/new/new-number-page.tsx'), 'NewNumberPage'),
});

export const numberRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/numbers/$instanceId',
  loader: () => loadTexts('numbers', 'sandbox'),
  component: lazyPart(() => import('../features/numbers/detail/number-page.tsx'), 'NumberPage'),
});
