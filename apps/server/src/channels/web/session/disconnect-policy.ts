import type { SessionReason } from '../../session-changes.ts';

/** How a connection to WhatsApp ended. */
export interface Ending {
  /** The status that the library gives: WhatsApp's own code, or one of the library's for what the network did. */
  code: number | undefined;
  /** Who said so: WhatsApp in a stanza, the library because nobody scanned, or the network and everything on the way. */
  from: 'whatsapp' | 'unscanned' | 'network';
  isLinked: boolean;
}

/** What has happened to the session of late. */
export interface Recent {
  /** The version was looked up anew since it was last let in. */
  isVersionFresh: boolean;
  /** It was replaced by another connection not long ago, and waited already. */
  wasReplaced: boolean;
  /** How many times in a row WhatsApp called the session bad. */
  badSessions: number;
}

/** What to do about it. `retry` waits longer each time; `counts` says that too many of these mean failure. */
export type NextStep =
  | { do: 'restart' }
  | { do: 'retry'; counts: boolean; looksUpVersion: boolean }
  | { do: 'wait_out_replacement' }
  | { do: 'stop'; to: 'disconnected' | 'failed'; code: SessionReason['code']; wipesKeys: boolean };

const MOST_BAD_SESSIONS = 5;

const stop = (code: SessionReason['code'], wipesKeys = false): NextStep => ({
  do: 'stop',
  to: 'failed',
  code,
  wipesKeys,
});
const retry = (counts: boolean, looksUpVersion = false): NextStep => ({
  do: 'retry',
  counts,
  looksUpVersion,
});

/**
 * What each end of a connection means. Only what WhatsApp said in a stanza may end a session for good: the same number can
 * come as an HTTP status from a proxy on the way.
 */
export function afterDisconnect({ code, from, isLinked }: Ending, recent: Recent): NextStep {
  if (from === 'unscanned')
    return isLinked ? retry(false) : { do: 'stop', to: 'disconnected', code: 'qr_expired', wipesKeys: false };
  if (from === 'network') return retry(false);
  switch (code) {
    case 515: // After pairing, and when WhatsApp moves connections.
      return { do: 'restart' };
    case 401: // Without a link it is the attempt to link that was refused.
      return isLinked ? stop('logged_out', true) : retry(true);
    case 403:
    case 419:
      return stop('forbidden');
    case 411:
      return stop('multidevice_missing');
    case 440:
      return recent.wasReplaced ? stop('replaced') : { do: 'wait_out_replacement' };
    case 405:
      return recent.isVersionFresh ? stop('outdated_version') : retry(true, true);
    case 500:
      return recent.badSessions >= MOST_BAD_SESSIONS ? stop('bad_session') : retry(true);
    case 408:
    case 428:
    case 503: // WhatsApp is down, which is no fault of this session.
      return retry(false);
    default:
      return retry(true, !recent.isVersionFresh);
  }
}
