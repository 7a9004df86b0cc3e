import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useMomentText } from './moment-text.ts';
import type { TimeChartProps } from './time-chart.tsx';

/** What a chart shows, as a table to be read: the newest first. */
export function TimeTable({ label, series, zoom }: TimeChartProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const moment = useMomentText(zoom.sizeMs);
  return (
    <div className="recado-time-table" role="region" aria-label={label} tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('words.chart.time')}</Table.Th>
            {series.map(({ name }) => (
              <Table.Th key={name} ta="end">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {zoom.groups.toReversed().map(({ atMs, values }) => (
            <Table.Tr key={atMs}>
              <Table.Td>{moment.full(atMs)}</Table.Td>
              {series.map(({ name }, place) => (
                <Table.Td key={name} ta="end">
                  {format.number(values[place] ?? 0)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
