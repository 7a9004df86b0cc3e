/** The days of a week, from Monday. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

export interface Hours {
  from: string;
  to: string;
}

export interface ShiftDraft extends Hours {
  days: Weekday[];
}

/** Hours of work while they are edited; the API keeps them as shifts, each of several days. */
export interface HoursDraft {
  timeZone: string;
  weekly: ShiftDraft[];
  holidays: string[];
}

/** The hours of each day, as people think of them. */
export type Week = Readonly<Record<Weekday, readonly Hours[]>>;

const byBeginning = (one: Hours, other: Hours): number => one.from.localeCompare(other.from);

/** The hours of each day, in their order. */
export function weekOf(weekly: readonly ShiftDraft[]): Week {
  const of = (day: Weekday): Hours[] =>
    weekly
      .filter(({ days }) => days.includes(day))
      .map(({ from, to }) => ({ from, to }))
      .sort(byBeginning);
  return {
    monday: of('monday'),
    tuesday: of('tuesday'),
    wednesday: of('wednesday'),
    thursday: of('thursday'),
    friday: of('friday'),
    saturday: of('saturday'),
    sunday: of('sunday'),
  };
}

/** Shifts of a week: the same hours on several days are one. */
export function shiftsOf(week: Week): ShiftDraft[] {
  const shifts = new Map<string, ShiftDraft>();
  for (const day of weekdays)
    for (const { from, to } of week[day]) {
      const key = `${from} ${to}`;
      const shift = shifts.get(key) ?? { days: [], from, to };
      if (!shift.days.includes(day)) shift.days.push(day);
      shifts.set(key, shift);
    }
  return [...shifts.values()];
}

/** A time as somebody types it, as `09:00`: `9`, `9h`, `930` and `9:30` do too. What is no time stays as it is. */
export function timeOf(text: string): string {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})(?:\s*[h:.]?\s*(\d{2}))?\s*h?\s*$/i.exec(text) ?? [];
  if (hours === undefined) return text;
  return `${hours.padStart(2, '0')}:${minutes}`;
}

const isTime = (text: string): boolean => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);

/** What is wrong with hours of a day: they are no times, or end before they begin. */
export function hoursFault({ from, to }: Hours): 'time' | 'order' | undefined {
  if (!isTime(from) || !isTime(to)) return 'time';
  return from < to ? undefined : 'order';
}

const workday = { from: '09:00', to: '18:00' };

/** Monday to Friday, nine to six. */
export const usualHours = (timeZone: string): HoursDraft => ({
  timeZone,
  weekly: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], ...workday }],
  holidays: [],
});

/** What is added to a day: usual hours, or some after those that it has. */
export function nextHours(hours: readonly Hours[]): Hours {
  const last = hours.at(-1);
  return last === undefined ? workday : { from: last.to, to: last.to < '18:00' ? '18:00' : '24:00' };
}
