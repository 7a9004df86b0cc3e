import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from './thread-rows.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Between the messages of two days: the day of those below. */
export function DayLine({ at }: { at: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const day = dayOf(at);
  const now = new Date();
  if (day === dayOf(now.toISOString())) return <Line>{t('thread.today')}</Line>;
  if (day === dayOf(new Date(now.getTime() - DAY_MS).toISOString()))
    return <Line>{t('thread.yesterday')}</Line>;
  const format = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(now.getFullYear() !== new Date(at).getFullYear() && { year: 'numeric' }),
  });
  return <Line>{format.format(new Date(at))}</Line>;
}

const Line = ({ children }: { children: ReactNode }): ReactNode => (
  <div className="recado-thread-day">
    <span>{children}</span>
  </div>
);

/** Above the first message that nobody had read. */
export function UnreadLine(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-thread-day recado-thread-unread">
      <span>{t('thread.unread')}</span>
    </div>
  );
}
