import { Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import type { StatisticsByAgent } from '@recado/sdk';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { usePollMs } from '../../../lib/live/live.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { agentFiguresQuery } from '../queries.ts';

/** Each period, with the name of its text. */
const periods = [
  [1, 'today'],
  [7, 'week'],
  [30, 'month'],
] as const;

type Row = StatisticsByAgent['items'][number];

export interface FiguresProps {
  number: string | undefined;
  days: number;
  onChoose: (days: number) => void;
}

/** What each agent did in a period, most closed conversations first. */
export function Figures({ number, days, onChoose }: FiguresProps): ReactNode {
  const { t } = useTranslation();
  const figures = useQuery({ ...agentFiguresQuery(days, number), refetchInterval: usePollMs() });
  return (
    <Stack>
      <Group>
        <SegmentedControl
          size="xs"
          aria-label={t('agents.figures.period')}
          value={String(days)}
          onChange={(value) => onChoose(Number(value))}
          data={periods.map(([value, name]) => ({
            value: String(value),
            label: t(`agents.figures.periods.${name}`),
          }))}
        />
      </Group>
      {figures.isPending && <LoadingRows />}
      {figures.isError && <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data?.length === 0 && (
        <EmptyState
          icon={<IconChartBar size={28} />}
          title={t('agents.figures.empty.title')}
          body={t('agents.figures.empty.body')}
        />
      )}
      {figures.data !== undefined && figures.data.length > 0 && <FiguresTable rows={figures.data} />}
    </Stack>
  );
}

function FiguresTable({ rows }: { rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation();
  const most = Math.max(1, ...rows.flatMap(({ assigned, closed }) => [assigned, closed]));
  return (
    <ListTable
      columns={[
        t('agents.columns.agent'),
        t('agents.figures.assigned'),
        t('agents.figures.closed'),
        t('agents.figures.firstResponse'),
        t('agents.figures.resolution'),
      ]}
      label={t('agents.views.figures')}
    >
      {rows.map((row) => (
        <Table.Tr key={row.agentId}>
          <Table.Td>
            <Text size="sm" fw={550}>
              {row.name ?? t('agents.figures.gone')}
            </Text>
            {row.type !== null && (
              <Text size="xs" c="dimmed">
                {t(`agents.types.${row.type}`)}
              </Text>
            )}
          </Table.Td>
          <Table.Td data-label={t('agents.figures.assigned')}>
            <Bar value={row.assigned} most={most} kind="in" />
          </Table.Td>
          <Table.Td data-label={t('agents.figures.closed')}>
            <Bar value={row.closed} most={most} kind="out" />
          </Table.Td>
          <Table.Td data-label={t('agents.figures.firstResponse')}>
            <Duration seconds={row.firstResponse.p50Seconds} />
          </Table.Td>
          <Table.Td data-label={t('agents.figures.resolution')}>
            <Duration seconds={row.resolution.p50Seconds} />
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}

/** A number, and beside it a bar of its size among the others. */
function Bar({ value, most, kind }: { value: number; most: number; kind: 'in' | 'out' }): ReactNode {
  const format = useFormat();
  return (
    <div className="recado-bar-cell">
      <Text size="sm" component="span" className="recado-bar-value">
        {format.number(value)}
      </Text>
      <span
        aria-hidden
        className={`recado-hbar recado-bar-${kind}`}
        style={{ width: `${String((70 * value) / most)}%` }}
      />
    </div>
  );
}

function Duration({ seconds }: { seconds: number | null }): ReactNode {
  const format = useFormat();
  return <Text size="sm">{seconds === null ? '–' : format.duration(seconds)}</Text>;
}
