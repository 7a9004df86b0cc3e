import { Button, Group, Skeleton, Table, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { usePollMs } from '../../lib/live/live.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { niceCeiling } from './chart-policy.ts';
import { byDayQuery } from './queries.ts';

interface Day {
  date: string;
  inbound: number;
  outbound: number;
}

/** Messages in and out of each day: bars to look at, a table to read. */
export function Traffic({ days }: { days: number }): ReactNode {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const traffic = useQuery({ ...byDayQuery(days), refetchInterval: usePollMs() });
  const shown = traffic.data ?? [];
  const isEmpty = shown.every(({ inbound, outbound }) => inbound + outbound === 0);
  return (
    <Panel
      title={t('overview.traffic.title')}
      actions={
        !isEmpty && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => setTable(!isTable)}>
            {t(isTable ? 'overview.traffic.chart' : 'overview.traffic.table')}
          </Button>
        )
      }
    >
      {traffic.isPending ? (
        <Skeleton height={220} role="status" aria-label={t('words.loading')} />
      ) : traffic.data === undefined ? (
        <ErrorState error={traffic.error} onRetry={() => void traffic.refetch()} />
      ) : isEmpty ? (
        <Text c="dimmed" size="sm" py="xl" ta="center">
          {t('overview.traffic.none')}
        </Text>
      ) : isTable ? (
        <TrafficTable days={shown} />
      ) : (
        <TrafficChart days={shown} />
      )}
    </Panel>
  );
}

function TrafficChart({ days }: { days: readonly Day[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const top = niceCeiling(Math.max(...days.flatMap(({ inbound, outbound }) => [inbound, outbound])));
  const share = (value: number): string => `${(value / top) * 100}%`;
  return (
    <>
      <div className="recado-chart" role="img" aria-label={t('overview.traffic.summary')}>
        <div className="recado-chart-scale" aria-hidden>
          <span>{format.number(top)}</span>
          <span>{format.number(top / 2)}</span>
          <span>0</span>
        </div>
        <div className="recado-chart-days">
          {days.map(({ date, inbound, outbound }) => (
            <Tooltip
              key={date}
              label={`${format.day(date)}: ${t('overview.traffic.total', { inbound: format.number(inbound), outbound: format.number(outbound) })}`}
            >
              <div className="recado-chart-day">
                <span className="recado-bar recado-bar-in" style={{ height: share(inbound) }} />
                <span className="recado-bar recado-bar-out" style={{ height: share(outbound) }} />
                <span className="recado-chart-label">{format.day(date)}</span>
              </div>
            </Tooltip>
          ))}
        </div>
      </div>
      <Group gap="lg" mt="sm" aria-hidden>
        <Group gap={6}>
          <span className="recado-key recado-bar-in" />
          <Text size="xs" c="dimmed">
            {t('overview.inbound')}
          </Text>
        </Group>
        <Group gap={6}>
          <span className="recado-key recado-bar-out" />
          <Text size="xs" c="dimmed">
            {t('overview.outbound')}
          </Text>
        </Group>
      </Group>
    </>
  );
}

function TrafficTable({ days }: { days: readonly Day[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('overview.traffic.day')}</Table.Th>
          <Table.Th ta="end">{t('overview.inbound')}</Table.Th>
          <Table.Th ta="end">{t('overview.outbound')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {days.map(({ date, inbound, outbound }) => (
          <Table.Tr key={date}>
            <Table.Td>{format.day(date)}</Table.Td>
            <Table.Td ta="end">{format.number(inbound)}</Table.Td>
            <Table.Td ta="end">{format.number(outbound)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
