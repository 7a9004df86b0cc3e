import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { contactFilters } from '../features/contacts/contact-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

/** The list of contacts; it stays while one contact after the other is opened over it. */
const contactsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/contacts',
  validateSearch: contactFilters,
  loader: () => loadTexts('contacts', 'consent'),
  component: lazyPart(() => import('../features/contacts/contacts-page.tsx'), 'ContactsPage'),
});

const contactRoute = createRoute({
  getParentRoute: () => contactsRoute,
  path: '$contactId',
  component: lazyPart(() => import('../features/contacts/detail/contact-drawer.tsx'), 'ContactDrawer'),
});

/** The contacts with the one that may be open over them. */
export const contactsRoutes = contactsRoute.addChildren([contactRoute]);
