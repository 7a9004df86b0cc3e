import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  loader: () => loadPage('people'),
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
});
