import { createRoute } from '@tanstack/react-router';
import { peopleSearch } from '../features/people/people-search.ts';
import { lazyPage, loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: peopleSearch,
  loader: () => loadPage('people'),
  component: lazyPage(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
});
