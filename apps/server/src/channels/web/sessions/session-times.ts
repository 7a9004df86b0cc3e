/** How fast ownership moves. */
export interface SessionTimes {
  /** A session that is not renewed for this long goes to another process. */
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

/** All that follows from how long a lease lasts. */
export const sessionTimes = (leaseSeconds: number): SessionTimes => ({
  leaseSeconds,
  renewEveryMs: leaseSeconds * 250,
  trustedMs: leaseSeconds * 500,
  goneAfterSeconds: leaseSeconds / 2,
  tickMs: Math.min(1_000, leaseSeconds * 100),
  handOverMs: 10_000,
});
