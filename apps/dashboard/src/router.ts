import { createRouter } from '@tanstack/react-router';
import { queryClient } from './lib/api/query-client.ts';
import { session } from './lib/session/browser-session.ts';
import { newNumberRoute, numberRoute, numbersRoute } from './routes/numbers.tsx';
import { overviewRoute } from './routes/overview.tsx';
import { rootRoute } from './routes/root.tsx';
import { shellRoute } from './routes/shell.tsx';
import { signInRoute } from './routes/sign-in.tsx';

/** Every page of the dashboard. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    shellRoute.addChildren([overviewRoute, numbersRoute, newNumberRoute, numberRoute]),
  ]),
  basepath: '/app',
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
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
