import { ActionIcon, Group, Skeleton, Text } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { lazyRouteComponent } from '@tanstack/react-router';
import { Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { ChartLegend } from '../../ui/charts/chart-legend.tsx';
import type { Series } from '../../ui/charts/series.ts';
import { TimeChart } from '../../ui/charts/time-chart.tsx';
import { useZoom, type Zoom } from '../../ui/charts/use-zoom.ts';
import { ZoomButtons } from '../../ui/charts/zoom-buttons.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { Period } from './overview-period.ts';
import { trafficQuery } from './queries.ts';
import { useOverviewQuery } from './use-overview-query.ts';

// Tables bring much of Mantine along that the first page does without.
const TimeTable = lazyRouteComponent(() => import('../../ui/charts/time-table.tsx'), 'TimeTable');

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
  const view = { label: t('overview.traffic.label'), series, zoom };
  const other = t(isTable ? 'words.chart.asChart' : 'words.chart.asTable');
  return (
    <div className="recado-overview-traffic">
      <Panel
        title={t('overview.traffic.title')}
        actions={
          <Group gap="xs" wrap="nowrap">
            <ZoomButtons zoom={zoom} />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={other}
              title={other}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? <IconChartLine size={18} /> : <IconTable size={18} />}
            </ActionIcon>
          </Group>
        }
      >
        {traffic.data === undefined && traffic.isError ? (
          <ErrorState error={traffic.error} onRetry={() => void traffic.refetch()} />
        ) : traffic.data === undefined ? (
          <Skeleton className="recado-traffic-pending" role="status" aria-label={t('words.loading')} />
        ) : (
          <>
            <Suspense fallback={<Skeleton className="recado-traffic-pending" />}>
              {isTable ? <TimeTable {...view} /> : <TimeChart {...view} />}
            </Suspense>
            <Group justify="space-between" mt="sm" gap="xs">
              <ChartLegend series={series} />
              <Grain zoom={zoom} />
            </Group>
          </>
        )}
      </Panel>
    </div>
  );
}

/** Of how much time one point of the chart is. */
function Grain({ zoom }: { zoom: Zoom }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Text size="xs" c="dimmed">
      {t('overview.traffic.each', { time: format.span(zoom.sizeMs / 1_000) })}
    </Text>
  );
}
