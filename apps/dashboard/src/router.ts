import { createRouter } from '@tanstack/react-router';
import { queryClient } from './lib/api/query-client.ts';
import { session } from './lib/session/browser-session.ts';
import { agentRoute, agentsRoute, newAgentRoute } from './routes/agents.tsx';
import { broadcastRoute, broadcastsRoute, newBroadcastRoute } from './routes/broadcasts.tsx';
import { contactsRoutes } from './routes/contacts.tsx';
import { guideRoute } from './routes/guide.tsx';
import { inboxRoutes } from './routes/inbox.tsx';
import { logsRoute } from './routes/logs.tsx';
import { messagesRoutes } from './routes/messages.tsx';
import { newNumberRoute, numberRoute, numbersRoute } from './routes/numbers.tsx';
import { overviewRoute } from './routes/overview.tsx';
import { peopleRoute } from './routes/people.tsx';
import { platformRoute } from './routes/platform.tsx';
import { rootRoute } from './routes/root.tsx';
import { settingsRoute } from './routes/settings.tsx';
import { shellRoute } from './routes/shell.tsx';
import { signInRoute } from './routes/sign-in.tsx';
import { newWebhookRoute, webhookRoute, webhooksRoute } from './routes/webhooks.tsx';

/** Every page of the dashboard. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    shellRoute.addChildren([
      overviewRoute,
      guideRoute,
      inboxRoutes,
      messagesRoutes,
      contactsRoutes,
      broadcastsRoute,
      newBroadcastRoute,
      broadcastRoute,
      numbersRoute,
      newNumberRoute,
      numberRoute,
      agentsRoute,
      newAgentRoute,
      agentRoute,
      webhooksRoute,
      newWebhookRoute,
      webhookRoute,
      logsRoute,
      peopleRoute,
      settingsRoute,
      platformRoute,
    ]),
  ]),
  basepath: '/app',
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page is one tool rather than a document: it takes all the room, and the menu shrinks to its icons. */
    fillsWindow?: boolean;
  }
}

/** Leads to the sign-in when the session ends and away from it when one begins; what one person read is not the next one's. */
export function followSession(): void {
  let { status } = session.state();
  session.subscribe(() => {
    const before = status;
    ({ status } = session.state());
    if (before === status) return;
    if (status === 'anonymous') queryClient.clear();
    if (status !== 'ended' && before !== 'ended') void router.invalidate();
    if (before === 'ended' && status === 'anonymous') void router.invalidate();
  });
}
