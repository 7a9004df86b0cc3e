import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';

/** The server counts the work of a lane up to here. */
const MOST_COUNTED = 1_000;
/** From here on somebody should look. */
const LATE_MS = 30_000;

/** How much of the work of a lane is due, and how long the oldest of it. */
export function WaitingWork({ count, oldestAt }: { count: number; oldestAt?: string | null }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(5_000);
  if (count === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('platform.lanes.nothing')}
      </Text>
    );
  const ageMs = typeof oldestAt === 'string' ? Math.max(0, nowMs - Date.parse(oldestAt)) : undefined;
  return (
    <>
      <Text size="sm">{`${format.number(count)}${count === MOST_COUNTED ? '+' : ''}`}</Text>
      {ageMs !== undefined && (
        <Text
          size="xs"
          className="recado-nowrap"
          c={ageMs > LATE_MS ? 'var(--mantine-color-error)' : 'dimmed'}
        >
          {t('platform.lanes.oldest', { age: format.duration(Math.round(ageMs / 1_000)) })}
        </Text>
      )}
    </>
  );
}
