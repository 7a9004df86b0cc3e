import { loadBaileys } from '../baileys.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { AuthState } from './auth-state.ts';
import type { SessionJournal } from './session-journal.ts';
import type { SessionParts } from './session-parts.ts';
import { loggedOutOnRequest } from './session-reasons.ts';
import { SocketRun } from './socket-run.ts';

/** Wishes of the tenant that may come while the link is being ended. */
const MOST_TRIES = 5;

/** Connects just to tell WhatsApp that the link ends. What cannot be told in time is left: the keys go all the same. */
export async function logOutOver(hold: SessionHold, parts: SessionParts): Promise<void> {
  const baileys = await loadBaileys();
  const auth = await AuthState.open(parts.authState(baileys), hold, () => undefined);
  if (!auth.isLinked) return;
  const opened = await parts.openSocket.execute(baileys, hold, auth);
  const run: SocketRun = new SocketRun({
    opened,
    auth,
    listener: {
      qrCode: () => undefined,
      opened: () => void run.logOut(),
      caughtUp: () => undefined,
    },
    now: () => parts.clock.now(),
    monotonicMs: () => parts.clock.monotonicMs(),
    qrMs: parts.timing.qrMs,
  });
  const giveUp = setTimeout(() => {
    void run.finish();
  }, parts.timing.openToLogOutMs);
  const end = await run.ended;
  clearTimeout(giveUp);
  if (end.openMs === 0)
    parts.logger.warn({ instanceId: hold.instanceId }, 'WhatsApp could not be told that a link has ended');
}

/** Removes the keys of a link that has ended, whatever the tenant wants by now. */
export async function wipe(hold: SessionHold, journal: SessionJournal): Promise<void> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const wish = await journal.wishFor(hold);
    if (wish === undefined) return;
    const isWanted = wish.wanted === 'online';
    const isWritten = await journal.write(hold, wish.request, {
      to: isWanted ? 'connecting' : 'disconnected',
      reason: loggedOutOnRequest,
      isLinked: false,
      note: {
        qr: null,
        pairingCode: null,
        linked: null,
        nextTryAt: null,
        ...(!isWanted && { wanted: 'offline' }),
      },
      wipesKeys: true,
    });
    if (isWritten) return;
  }
}
