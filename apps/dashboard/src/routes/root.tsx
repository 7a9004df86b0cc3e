import { createRootRoute, Outlet } from '@tanstack/react-router';
import { NotFoundPage } from '../features/shell/not-found-page.tsx';
import { SessionEndedDialog } from '../features/sign-in/session-ended-dialog.tsx';
import { CrashPage } from '../ui/crash-page.tsx';

export const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <SessionEndedDialog />
    </>
  ),
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});
