import type { SessionReason } from '../../session-changes.ts';

/** Why a session does not go on by itself. */
export type StopReason = Exclude<SessionReason['code'], 'reconnecting'>;

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
  | { do: 'stop'; to: 'disconnected' | 'failed'; code: StopReason; wipesKeys: boolean };

const MOST_BAD_SESSIONS = 5;

const stop = (code: StopReason, wipesKeys = false): NextStep => ({
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

type Meaning = (ending: Ending, recent: Recent) => NextStep;

const transient: Meaning = () => retry(false);
const refused: Meaning = () => stop('forbidden');

/** What each code means that WhatsApp itself gave. */
const meanings: Readonly<Record<number, Meaning>> = {
  // After pairing, and when WhatsApp moves connections.
  515: () => ({ do: 'restart' }),
  // Without a link it is the attempt to link that was refused.
  401: ({ isLinked }) => (isLinked ? stop('logged_out', true) : retry(true)),
  403: refused,
  419: refused,
  411: () => stop('multidevice_missing'),
  440: (_, { wasReplaced }) => (wasReplaced ? stop('replaced') : { do: 'wait_out_replacement' }),
  405: (_, { isVersionFresh }) => (isVersionFresh ? stop('outdated_version') : retry(true, true)),
  500: (_, { badSessions }) => (badSessions >= MOST_BAD_SESSIONS ? stop('bad_session') : retry(true)),
  408: transient,
  428: transient,
  // WhatsApp is down, which is no fault of this session.
  503: transient,
};

const unknown: Meaning = (_, { isVersionFresh }) => retry(true, !isVersionFresh);

/**
 * What each end of a connection means. Only what WhatsApp said in a stanza may end a session for good: the same number can
 * come as an HTTP status from a proxy on the way.
 */
export function afterDisconnect(ending: Ending, recent: Recent): NextStep {
  const { code, from, isLinked } = ending;
  if (from === 'unscanned' && !isLinked)
    return { do: 'stop', to: 'disconnected', code: 'qr_expired', wipesKeys: false };
  if (from !== 'whatsapp') return retry(false);
  const meaning = code === undefined ? unknown : (meanings[code] ?? unknown);
  return meaning(ending, recent);
}
