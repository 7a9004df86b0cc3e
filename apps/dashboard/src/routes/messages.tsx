import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { messageFilters } from '../features/messages/message-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

/** The history; its list stays while the details of one message after the other are opened over it. */
const messagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/messages',
  validateSearch: messageFilters,
  loader: () => loadTexts('messages', 'templates'),
  component: lazyPart(() => import('../features/messages/messages-page.tsx'), 'MessagesPage'),
});

const messageRoute = createRoute({
  getParentRoute: () => messagesRoute,
  path: '$messageId',
  component: lazyPart(() => import('../features/messages/detail/message-drawer.tsx'), 'MessageDrawer'),
});

/** The history with the message that may be open over it. */
export const messagesRoutes = messagesRoute.addChildren([messageRoute]);
