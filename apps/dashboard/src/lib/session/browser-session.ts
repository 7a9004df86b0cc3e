import { createRecado, refreshSession } from '@recado/sdk';
import { useSyncExternalStore } from 'react';
import { SessionStore } from './session-store.ts';
import type { SessionState } from './session.ts';

/** Calls that need no session. */
export const publicClient = createRecado({ baseUrl: window.location.origin });

/** Web Locks exist on https and localhost only; elsewhere tabs may renew at once, which the server forgives for 10 s. */
async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  if (!('locks' in navigator)) return work();
  return await navigator.locks.request('recado.session', work);
}

/** The session of this browser. */
export const session = new SessionStore({
  storage: window.localStorage,
  nowMs: () => Date.now(),
  refresh: async (refreshToken) => {
    const { data, response } = await refreshSession({ client: publicClient, body: { refreshToken } });
    if (data !== undefined) return data;
    if (response?.status === 401) return undefined;
    throw new TypeError('The session could not be renewed at the moment');
  },
  alone,
});

window.addEventListener('storage', ({ key }) => {
  if (key === null || key === 'recado.session') session.follow();
});

/** The state of the session, and a new rendering whenever it changes. */
export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state);
