import { useTranslation } from 'react-i18next';
import { perLanguage } from './per-language.ts';

export interface Format {
  /** A whole number with its separators. */
  number: (value: number) => string;
  /** Date and time, short. */
  moment: (iso: string) => string;
  /** Date and time to the second. */
  instant: (iso: string) => string;
  /** A day such as `24 Nov`; takes `2026-11-24`. */
  day: (date: string) => string;
  /** A short duration such as `84 ms`. */
  milliseconds: (value: number) => string;
  /** How long ago, such as `3 minutes ago`. */
  ago: (iso: string, nowMs: number) => string;
  /** A duration in its largest unit, such as `1.5 min` or `15 min`; takes seconds. */
  duration: (seconds: number) => string;
  /** The same in words, such as `15 minutes`. */
  span: (seconds: number) => string;
  /** A share such as `98.5%`; takes 0.985. */
  percent: (share: number) => string;
  /** The time of day where the reader is, such as `14:05`; takes milliseconds. */
  clock: (ms: number) => string;
  /** The day where the reader is, such as `24 Nov`; takes milliseconds. */
  localDay: (ms: number) => string;
  /** The size of a file, such as `5 MB`. */
  bytes: (count: number) => string;
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** The largest unit of which there is at least one. */
function largestUnit(seconds: number): readonly [Intl.RelativeTimeFormatUnit, number] {
  return steps.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
}

/** Numbers and times as the language writes them. */
export function formatOf(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const localDay = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const milliseconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    moment: (iso) => moment.format(new Date(iso)),
    instant: (iso) => instant.format(new Date(iso)),
    day: (date) => day.format(new Date(`${date}T00:00:00Z`)),
    milliseconds: (value) => milliseconds.format(value),
    ago: (iso, nowMs) => {
      const seconds = (Date.parse(iso) - nowMs) / 1_000;
      const [unit, size] = largestUnit(seconds);
      return relative.format(Math.round(seconds / size), unit);
    },
    span: (seconds) => {
      const [unit, size] = largestUnit(seconds);
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
        seconds / size,
      );
    },
    percent: (share) => percent.format(share),
    clock: (ms) => clock.format(ms),
    localDay: (ms) => localDay.format(ms),
    duration: (seconds) => {
      const [unit, size] = seconds < 1 ? (['millisecond', 0.001] as const) : largestUnit(seconds);
      const value = seconds / size;
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0,
      }).format(value);
    },
    bytes: (count) => {
      const power = count === 0 ? 0 : Math.min(3, Math.floor(Math.log2(count) / 10));
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: byteUnits[power] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: 1,
      }).format(count / 1024 ** power);
    },
  };
}

const formatIn = perLanguage(formatOf);

/** The format of the language that is read. */
export const useFormat = (): Format => formatIn(useTranslation().i18n.language);

const timeIn = perLanguage((language) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }));

/** The time of day where the reader is. */
export const timeOf = (iso: string, language: string): string => timeIn(language).format(new Date(iso));
