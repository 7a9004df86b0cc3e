/** A session that is not renewed for this long goes to another process. */
export const SESSION_LEASE_SECONDS = 10;

/** How fast ownership moves. Tests shorten all of it together. */
export interface SessionTimes {
  leaseSeconds: number;
  renewEveryMs: number;
  /** After a renewal was asked for, the hold is relied on for this long: less than the lease, so that pauses are noticed in time. */
  trustedMs: number;
  /** A worker unseen for this long counts as gone; less than the lease, so that its share is others' before its sessions are. */
  goneAfterSeconds: number;
  tickMs: number;
  /** How long a process that stops hands its sessions over one by one before it ends the rest at once. */
  handOverMs: number;
}

/** Injection token of SessionTimes. */
export const SESSION_TIMES = Symbol('SessionTimes');

export const usualSessionTimes: SessionTimes = {
  leaseSeconds: SESSION_LEASE_SECONDS,
  renewEveryMs: 2_500,
  trustedMs: 5_000,
  goneAfterSeconds: 5,
  tickMs: 1_000,
  handOverMs: 10_000,
};
