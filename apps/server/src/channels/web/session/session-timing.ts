import { REPLACED_WAIT_MS } from './reconnect-policy.ts';

/** How long a session waits for things. */
export interface SessionTiming {
  /** How long each QR code lives; undefined is as WhatsApp's own client does: the first 60 s, the others 20 s. */
  qrMs: number | undefined;
  /** How long to leave another connection alone that has replaced ours. */
  replacedWaitMs: number;
  /** A connection that was open this long starts the count of failures anew. */
  steadyMs: number;
  /** How long after the login WhatsApp may take to send what waited. */
  backlogMs: number;
  /** How long to wait for WhatsApp to let us in when that is only to end the link. */
  openToLogOutMs: number;
  /** Where a wait lies between none and its longest. */
  random: () => number;
}

/** Injection token of SessionTiming. */
export const SESSION_TIMING = Symbol('SessionTiming');

export const usualTiming = (): SessionTiming => ({
  qrMs: undefined,
  replacedWaitMs: REPLACED_WAIT_MS,
  steadyMs: 60_000,
  backlogMs: 60_000,
  openToLogOutMs: 6_000,
  random: Math.random,
});
