import { Group, Skeleton, Text } from '@mantine/core';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../lib/parts/load-part.ts';
import { useFormat } from '../../lib/format.ts';
import { ChartLegend } from './chart-legend.tsx';
import { TimeChart, type TimeChartProps } from './time-chart.tsx';

// Tables bring much of Mantine along that a page with a chart alone does without.
const TimeTable = lazyPart(() => import('./time-table.tsx'), 'TimeTable');

/** A chart or its table, with which colour is what and of how much time a point is. */
export function ChartView({ isTable, ...view }: TimeChartProps & { isTable: boolean }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Suspense fallback={<Skeleton className="recado-chart-pending" />}>
        {isTable ? <TimeTable {...view} /> : <TimeChart {...view} />}
      </Suspense>
      <Group justify="space-between" mt="sm" gap="xs">
        <ChartLegend series={view.series} />
        <Text size="xs" c="dimmed">
          {t('words.chart.each', { time: format.span(view.zoom.sizeMs / 1_000) })}
        </Text>
      </Group>
    </>
  );
}
