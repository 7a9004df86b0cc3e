import { z } from 'zod';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const Weekday = z.enum(weekdays);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const TimeOfDay = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:00, at most 24:00');

const Shift = z
  .strictObject({ days: z.array(Weekday).min(1).max(7), from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from < to, {
    message: 'must be later than `from`; past midnight is a shift of the next day',
    path: ['to'],
  });

/** When somebody is at work: shifts of the week by the clock of a time zone, except on holidays. */
export const WorkingHours = z
  .strictObject({
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, { message: 'must be a time zone such as America/Sao_Paulo' })
      .describe('IANA name'),
    weekly: z.array(Shift).min(1).max(50).describe('Those of one day may touch; `to` is no longer work'),
    holidays: z
      .array(z.iso.date())
      .max(400)
      .default([])
      .describe('Whole days without work, in the time zone'),
  })
  .meta({
    id: 'WorkingHours',
    example: {
      timeZone: 'America/Sao_Paulo',
      weekly: [
        { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '09:00', to: '18:00' },
        { days: ['saturday'], from: '09:00', to: '13:00' },
      ],
      holidays: ['2026-12-25'],
    },
  });
export type WorkingHours = z.infer<typeof WorkingHours>;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock and the calendar of a time zone show. */
function localTime(timeZone: string, at: Date): { weekday: string; date: string; time: string } {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(timeZone, clock);
  const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    weekday: part('weekday').toLowerCase(),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** Whether it is work at this moment. */
export function isWorkingTime({ timeZone, weekly, holidays }: WorkingHours, at: Date): boolean {
  const { weekday, date, time } = localTime(timeZone, at);
  if (holidays.includes(date)) return false;
  return weekly.some(
    ({ days, from, to }) => days.some((day) => day === weekday) && from <= time && time < to,
  );
}
