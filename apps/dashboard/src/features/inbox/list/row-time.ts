import { useTranslation } from 'react-i18next';
import { timeOf } from '../../../lib/format.ts';
import { perLanguage } from '../../../lib/per-language.ts';

const DAY_MS = 86_400_000;

const startOfDayMs = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);

/** The shortest way to say when something was: the time today, the weekday this week, else the date. */
export function rowTimeOf(language: string): (iso: string, nowMs: number) => string {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const year = new Intl.DateTimeFormat(language, { dateStyle: 'short' });
  return (iso, nowMs) => {
    const ms = Date.parse(iso);
    const daysAgo = Math.round((startOfDayMs(nowMs) - startOfDayMs(ms)) / DAY_MS);
    if (daysAgo <= 0) return timeOf(iso, language);
    if (daysAgo < 7) return weekday.format(ms);
    return (daysAgo < 180 ? date : year).format(ms);
  };
}

const rowTimeIn = perLanguage(rowTimeOf);

export const useRowTime = (): ((iso: string, nowMs: number) => string) =>
  rowTimeIn(useTranslation().i18n.language);
