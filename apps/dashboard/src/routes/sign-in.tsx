import { createRoute, redirect } from '@tanstack/react-router';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { session } from '../lib/session/browser-session.ts';
import { pageAfterSignIn } from './page-after-sign-in.ts';
import { rootRoute } from './root.tsx';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
    typeof from === 'string' ? { from } : {},
  beforeLoad: ({ search }) => {
    if (session.state().status !== 'anonymous')
      redirect({ to: pageAfterSignIn(search.from), replace: true, throw: true });
  },
  component: SignInPage,
});
