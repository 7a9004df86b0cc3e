import { Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import type { WebhookStats } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ChartTools } from '../../../ui/charts/chart-tools.tsx';
import { ChartView } from '../../../ui/charts/chart-view.tsx';
import type { Series } from '../../../ui/charts/series.ts';
import { useZoom } from '../../../ui/charts/use-zoom.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { statsQuery } from '../queries.ts';
import { honestShare } from '../spark-policy.ts';

const DAY = 24;
const WEEK = 168;
const HOUR_MS = 3_600_000;
const route = getRouteApi('/shell/webhooks/$webhookId');

/** How an endpoint fared in a day or a week. */
export function SuccessPanel({ id }: { id: string }): ReactNode {
  const hours = route.useSearch().hours ?? DAY;
  return <Success key={hours} id={id} hours={hours} />;
}

/** Figures, and requests by the hour: a chart to look at closer, a table to read. */
function Success({ id, hours }: { id: string; hours: number }): ReactNode {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const stats = useQuery(statsQuery(id, hours));
  const zoom = useZoom(usePoints(stats.data), HOUR_MS);
  const series: Series[] = [
    { color: 'good', name: t('webhooks.stats.succeeded') },
    { color: 'bad', name: t('webhooks.stats.failures') },
  ];
  return (
    <Panel
      title={t('webhooks.stats.title')}
      actions={
        <Group gap="xs">
          {stats.data !== undefined && stats.data.attempts > 0 && (
            <ChartTools zoom={zoom} isTable={isTable} onTable={setTable} />
          )}
          <Period hours={hours} />
        </Group>
      }
    >
      {stats.data === undefined && stats.isError ? (
        <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
      ) : stats.data === undefined ? (
        <Skeleton height={288} role="status" aria-label={t('words.loading')} />
      ) : stats.data.attempts === 0 ? (
        <Text size="sm" c="dimmed">
          {t('webhooks.stats.none')}
        </Text>
      ) : (
        <Stack className="recado-stats">
          <Figures stats={stats.data} />
          <div>
            <ChartView label={t('webhooks.stats.chart')} series={series} zoom={zoom} isTable={isTable} />
          </div>
        </Stack>
      )}
    </Panel>
  );
}

const usePoints = (stats: WebhookStats | undefined) =>
  useMemo(
    () =>
      (stats?.byHour ?? []).map(({ hour, attempts, failures }) => ({
        atMs: Date.parse(hour),
        values: [attempts - failures, failures],
      })),
    [stats],
  );

function Period({ hours }: { hours: number }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const choose = (value: string): void =>
    void navigate({
      search: ({ hours: _before, ...rest }) => (value === String(WEEK) ? { ...rest, hours: WEEK } : rest),
      replace: true,
      resetScroll: false,
    });
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('webhooks.stats.period')}
      value={String(hours)}
      onChange={choose}
      data={[
        { value: String(DAY), label: t('webhooks.stats.day') },
        { value: String(WEEK), label: t('webhooks.stats.week') },
      ]}
    />
  );
}

function Figures({ stats }: { stats: WebhookStats }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const ms = (value: number | null): string => (value === null ? '–' : format.milliseconds(value));
  const rate = stats.successRate === null ? '–' : format.percent(honestShare(stats.successRate));
  return (
    <Facts
      facts={[
        {
          name: t('webhooks.stats.rate'),
          value: (
            <Text span fw={600}>
              {rate}
            </Text>
          ),
        },
        { name: t('webhooks.stats.attempts'), value: format.number(stats.attempts) },
        { name: t('webhooks.stats.failures'), value: format.number(stats.failures) },
        { name: t('webhooks.stats.p50'), value: ms(stats.p50) },
        { name: t('webhooks.stats.p99'), value: ms(stats.p99) },
      ]}
    />
  );
}
