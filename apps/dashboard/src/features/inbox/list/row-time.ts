import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const DAY_MS = 86_400_000;

const startOfDayMs = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/** The shortest way to say when something was: the time today, the weekday this week, else the date. */
export function rowTimeOf(language: string): (iso: string, nowMs: number) => string {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const year = new Intl.DateTimeFormat(language, { dateStyle: 'short' });
  return (iso, nowMs) => {
    const ms = Date.parse(iso);
    const daysAgo = Math.round((startOfDayMs(nowMs) - startOfDayMs(ms)) / DAY_MS);
    if (daysAgo <= 0) return time.format(ms);
    if (daysAgo < 7) return weekday.format(ms);
    return (daysAgo < 180 ? date : year).format(ms);
  };
}

export function useRowTime(): (iso: string, nowMs: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => rowTimeOf(i18n.language), [i18n.language]);
}
