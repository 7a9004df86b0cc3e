const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** As far ahead as the server takes a message. */
const FARTHEST_MS = 90 * DAY_MS;
const MORNING = 9;

export type Preset = 'hour' | 'tomorrow' | 'monday';

/** Nine in the morning so many days later, on the clock of this browser. */
function morningIn(now: Date, days: number): Date {
  const morning = new Date(now);
  morning.setDate(now.getDate() + days);
  morning.setHours(MORNING, 0, 0, 0);
  return morning;
}

/** The moment that a choice stands for. */
export function momentOf(preset: Preset, now: Date): Date {
  switch (preset) {
    case 'hour':
      return new Date(now.getTime() + HOUR_MS);
    case 'tomorrow':
      return morningIn(now, 1);
    case 'monday':
      // Sunday is 0: the next Monday, never today.
      return morningIn(now, (8 - now.getDay()) % 7 || 7);
  }
}

/** The choices that differ: on a Sunday, tomorrow is Monday. */
export const presetsAt = (now: Date): Preset[] =>
  now.getDay() === 0 ? ['hour', 'tomorrow'] : ['hour', 'tomorrow', 'monday'];

/** As an input of type `datetime-local` has it, on the clock of this browser. */
export function localText(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export type MomentFault = 'past' | 'far';

/** The moment that was typed, or what is wrong with it. */
export function readMoment(text: string, now: Date): { at: Date } | { fault: MomentFault } {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || at <= now) return { fault: 'past' };
  return at.getTime() - now.getTime() > FARTHEST_MS ? { fault: 'far' } : { at };
}
