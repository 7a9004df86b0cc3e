const MOST_TRIES = 5;
const MOST_WAITS = 8;

/** After its `attempts`-th failure an event is tried again after 2, 4, 8, 16 s; the fifth sets it aside as poison. */
export function afterFailure(
  attempts: number,
  error: unknown,
): { detail: string; isPoison: boolean; runInSeconds: number } {
  return {
    detail: error instanceof Error ? error.message : String(error),
    isPoison: attempts >= MOST_TRIES,
    runInSeconds: 2 ** attempts,
  };
}

/**
 * A status of a message that is not known: it may have overtaken our own record, so it waits 5 s, 10 s … about 20 minutes.
 * @returns seconds until the next look, or undefined when the message is not ours: it was sent by other means
 */
export function whenStatusIsEarly(waits: number): number | undefined {
  return waits >= MOST_WAITS ? undefined : 5 * 2 ** waits;
}

const SECOND_MS = 1_000;

/**
 * WhatsApp tells whole seconds, which would put an answer above the message it answers. The moment in that second at which the
 * event reached us, or else the last of it: what a customer wrote came after what they had been sent, and before what we wrote then.
 */
export function withinItsSecond(at: Date, receivedAt: Date): Date {
  if (at.getUTCMilliseconds() !== 0 || receivedAt < at) return at;
  return new Date(Math.min(receivedAt.getTime(), at.getTime() + SECOND_MS - 1));
}
