import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const contactsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  loader: () => loadPage('contacts'),
  component: lazyRouteComponent(() => import('../features/contacts/contacts-page.tsx'), 'ContactsPage'),
});
