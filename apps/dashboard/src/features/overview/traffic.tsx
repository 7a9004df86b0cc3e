import { Skeleton } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/error-state.tsx';
import { ChartTools } from '../../ui/charts/chart-tools.tsx';
import { ChartView } from '../../ui/charts/chart-view.tsx';
import type { Series } from '../../ui/charts/series.ts';
import { useZoom } from '../../ui/charts/use-zoom.ts';
import { Panel } from '../../ui/panel.tsx';
import type { Period } from './overview-period.ts';
import { trafficQuery } from './queries.ts';
import { useOverviewQuery } from './use-overview-query.ts';

const stepMs: Record<Period, number> = { hour: 60_000, day: 60_000, week: 3_600_000, month: 3_600_000 };

/** Messages in and out over time: a chart to look at closer, a table to read. */
export function Traffic({ period }: { period: Period }): ReactNode {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const traffic = useOverviewQuery(trafficQuery(period));
  const points = useMemo(() => traffic.data ?? [], [traffic.data]);
  const zoom = useZoom(points, stepMs[period]);
  const series: Series[] = (['inbound', 'outbound'] as const).map((color) => ({
    color,
    name: t(`overview.traffic.${color}`),
  }));
  return (
    <div className="recado-overview-traffic">
      <Panel
        title={t('overview.traffic.title')}
        actions={<ChartTools zoom={zoom} isTable={isTable} onTable={setTable} />}
      >
        {traffic.data === undefined && traffic.isError ? (
          <ErrorState error={traffic.error} onRetry={() => void traffic.refetch()} />
        ) : traffic.data === undefined ? (
          <Skeleton className="recado-chart-pending" role="status" aria-label={t('words.loading')} />
        ) : (
          <ChartView label={t('overview.traffic.label')} series={series} zoom={zoom} isTable={isTable} />
        )}
      </Panel>
    </div>
  );
}
