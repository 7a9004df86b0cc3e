import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { peopleSearch } from '../features/people/people-search.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

export const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: peopleSearch,
  loader: () => loadTexts('people'),
  component: lazyPart(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
});
