import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from './load-page.ts';
import { shellRoute } from './shell.tsx';

export const messagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/messages',
  loader: () => loadPage('messages'),
  component: lazyRouteComponent(() => import('../features/messages/messages-page.tsx'), 'MessagesPage'),
});
