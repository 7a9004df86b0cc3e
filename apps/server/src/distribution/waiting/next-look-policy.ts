const MINUTE_MS = 60_000;

export interface WhatComes {
  /** Somebody waits for an agent. */
  isWaiting: boolean;
  /** Somebody waits too long for an answer, and nobody else was free. */
  isLate: boolean;
  /** When something becomes due. */
  times: (Date | undefined)[];
  whileWaitingMs: number;
}

/**
 * When to look again. While somebody waits also at the next full minute, when working hours begin.
 * @returns undefined when nothing comes by itself
 */
export function nextLookAt(
  now: Date,
  { isWaiting, isLate, times, whileWaitingMs }: WhatComes,
): Date | undefined {
  const nowMs = now.getTime();
  const fullMinuteMs = (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS;
  const candidates = times.flatMap((time) => (time === undefined ? [] : [time.getTime()]));
  if (isLate) candidates.push(nowMs + MINUTE_MS);
  if (isWaiting) candidates.push(Math.min(nowMs + whileWaitingMs, fullMinuteMs));
  return candidates.length === 0 ? undefined : new Date(Math.min(...candidates));
}
