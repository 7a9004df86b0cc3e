/** The page that was asked for before the sign-in; never one of another site. */
export const pageAfterSignIn = (from: string | undefined): string =>
  from !== undefined && /^\/(?![/\\])/.test(from) && !from.startsWith('/sign-in') ? from : '/';
