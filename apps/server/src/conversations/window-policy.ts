/** Meta lets free-form messages through within 24 hours of the customer's last message. */
const WINDOW_MS = 24 * 60 * 60 * 1_000;

/** When the window of somebody who last wrote then closes. */
export const windowClosesAt = (lastInboundAt: Date): Date => new Date(lastInboundAt.getTime() + WINDOW_MS);

/** Whether the window is known to be closed. A customer who never wrote to us may have written before Recado was there: not known. */
export function isWindowClosed(lastInboundAt: Date | null, now: Date): boolean {
  return lastInboundAt !== null && windowClosesAt(lastInboundAt) <= now;
}
