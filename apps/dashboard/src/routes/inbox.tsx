import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/parts/load-part.ts';
import { inboxSearch } from '../features/inbox/inbox-filters.ts';
import { loadTexts } from '../lib/i18n/i18n.ts';
import { shellRoute } from './shell.tsx';

/** Its list stays while one conversation after the other is opened beside it. */
const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  validateSearch: inboxSearch,
  staticData: { fillsWindow: true },
  loader: () => loadTexts('inbox', 'consent', 'thread', 'composer', 'templates', 'sandbox'),
  component: lazyPart(() => import('../features/inbox/inbox-page.tsx'), 'InboxPage'),
});

const nothingOpenRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '/',
  component: lazyPart(() => import('../features/inbox/inbox-page.tsx'), 'NothingOpen'),
});

const conversationRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '$conversationId',
  component: lazyPart(
    () => import('../features/inbox/conversation/conversation-pane.tsx'),
    'ConversationPane',
  ),
});

/** The inbox with what may be open in it. */
export const inboxRoutes = inboxRoute.addChildren([nothingOpenRoute, conversationRoute]);
