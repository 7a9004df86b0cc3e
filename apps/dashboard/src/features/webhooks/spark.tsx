import { Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { statsQuery } from './queries.ts';
import { fateOf, honestShare } from './spark-policy.ts';

const DAY_HOURS = 24;

/** How an endpoint fared in each of the last 24 hours, at a glance. */
export function Spark({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(statsQuery(id, DAY_HOURS));
  if (data === undefined) return <Skeleton height={20} width={118} />;
  const rate = data.successRate === null ? undefined : format.percent(honestShare(data.successRate));
  const label =
    rate === undefined
      ? t('webhooks.stats.sparkNone')
      : t('webhooks.stats.spark', { rate, attempts: format.number(data.attempts) });
  return (
    <Group gap="sm" wrap="nowrap">
      <div className="recado-spark" role="img" aria-label={label}>
        {data.byHour.map((hour) => (
          <span key={hour.hour} data-fate={fateOf(hour)} />
        ))}
      </div>
      <Text size="sm" className="recado-nowrap" aria-hidden>
        {rate ?? '–'}
      </Text>
    </Group>
  );
}
