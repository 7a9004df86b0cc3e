import { signOut } from '@recado/sdk';
import { call } from '../../lib/api/problem.ts';
import { publicClient, session } from '../../lib/session/browser-session.ts';

/** Ends the session at the server and here. @throws CallFailed, only when every session was to end and none did */
export async function endSession(everywhere: boolean): Promise<void> {
  const state = session.state();
  if (state.status === 'anonymous') return;
  const { refreshToken } = state.session;
  // The refresh token says who it is, so that an access token that has expired keeps nobody in.
  const ended = call(signOut({ client: publicClient, body: { refreshToken, everywhere } }));
  // To leave this device no answer is needed; to leave all others it is.
  if (everywhere) await ended;
  else void ended.catch(() => undefined);
  session.end();
}
