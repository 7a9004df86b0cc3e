import { createRoute, Outlet, redirect } from '@tanstack/react-router';
import { Shell } from '../features/shell/shell.tsx';
import { profileQuery } from '../lib/api/profile.ts';
import { queryClient } from '../lib/api/query-client.ts';
import { session } from '../lib/session/browser-session.ts';
import { rootRoute } from './root.tsx';

/** Around every page that needs a session. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: ({ location }) => {
    if (session.state().status === 'anonymous')
      redirect({
        to: '/sign-in',
        search: location.href === '/' ? {} : { from: location.href },
        replace: true,
        throw: true,
      });
    // What goes wrong is shown by who asks for the profile.
    queryClient.query(profileQuery).catch(() => undefined);
  },
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
});
