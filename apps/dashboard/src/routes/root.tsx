import { createRootRoute, Outlet } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { lazyPart } from '../lib/parts/load-part.ts';
import { NotFoundPage } from '../features/shell/not-found-page.tsx';
import { useSession } from '../lib/session/browser-session.ts';
import { CrashPage } from '../ui/crash-page.tsx';

const SessionEndedDialog = lazyPart(
  () => import('../features/sign-in/session-ended-dialog.tsx'),
  'SessionEndedDialog',
);

function Root(): ReactNode {
  const state = useSession();
  return (
    <>
      <Outlet />
      <Suspense>{state.status === 'ended' && <SessionEndedDialog session={state.session} />}</Suspense>
    </>
  );
}

export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});
