import '../../../ui/charts/charts.css';
import { Button, Group, SegmentedControl, Skeleton, Stack, Table, Text, Tooltip } from '@mantine/core';
import type { WebhookStats } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { statsQuery } from '../queries.ts';
import { honestShare } from '../spark-policy.ts';

const DAY = 24;
const WEEK = 168;
const route = getRouteApi('/shell/webhooks/$webhookId');

/** How an endpoint fared by the hour: figures, bars to look at, a table to read. */
export function SuccessPanel({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const hours = route.useSearch().hours ?? DAY;
  const [isTable, setTable] = useState(false);
  const stats = useQuery(statsQuery(id, hours));
  const choose = (value: string): void =>
    void navigate({
      search: ({ hours: _before, ...rest }) => (value === String(WEEK) ? { ...rest, hours: WEEK } : rest),
      replace: true,
      resetScroll: false,
    });
  return (
    <Panel
      title={t('webhooks.stats.title')}
      actions={
        <Group gap="xs">
          {stats.data !== undefined && stats.data.attempts > 0 && (
            <Button variant="subtle" color="gray" size="xs" onClick={() => setTable(!isTable)}>
              {t(isTable ? 'webhooks.stats.asChart' : 'webhooks.stats.table')}
            </Button>
          )}
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
        </Group>
      }
    >
      {stats.data !== undefined ? (
        <Stats stats={stats.data} isTable={isTable} />
      ) : stats.isPending ? (
        <Skeleton height={190} role="status" aria-label={t('words.loading')} />
      ) : (
        <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
      )}
    </Panel>
  );
}

function Stats({ stats, isTable }: { stats: WebhookStats; isTable: boolean }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (stats.attempts === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('webhooks.stats.none')}
      </Text>
    );
  const ms = (value: number | null): string => (value === null ? '–' : format.milliseconds(value));
  return (
    <Stack className="recado-stats">
      <Facts
        facts={[
          {
            name: t('webhooks.stats.rate'),
            value: (
              <Text span fw={600}>
                {stats.successRate === null ? '–' : format.percent(honestShare(stats.successRate))}
              </Text>
            ),
          },
          { name: t('webhooks.stats.attempts'), value: format.number(stats.attempts) },
          { name: t('webhooks.stats.failures'), value: format.number(stats.failures) },
          { name: t('webhooks.stats.p50'), value: ms(stats.p50) },
          { name: t('webhooks.stats.p99'), value: ms(stats.p99) },
        ]}
      />
      {isTable ? <HourTable stats={stats} /> : <HourChart stats={stats} />}
    </Stack>
  );
}

function HourChart({ stats: { byHour } }: { stats: WebhookStats }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const top = Math.max(...byHour.map(({ attempts }) => attempts), 1);
  const height = (value: number): string => `${(value / top) * 100}%`;
  return (
    <div>
      <div className="recado-hours" role="img" aria-label={t('webhooks.stats.chart')}>
        {byHour.map(({ hour, attempts, failures }) => (
          <Tooltip
            key={hour}
            label={t('webhooks.stats.bar', {
              hour: format.hour(hour),
              attempts: format.number(attempts),
              failures: format.number(failures),
            })}
          >
            <div className="recado-hour-bar">
              {failures > 0 && <span data-fate="bad" style={{ height: height(failures) }} />}
              {attempts > failures && (
                <span data-fate="good" style={{ height: height(attempts - failures) }} />
              )}
            </div>
          </Tooltip>
        ))}
      </div>
      <div className="recado-hour-ends" aria-hidden>
        <span>{format.hour(byHour[0]?.hour ?? '')}</span>
        <Group gap="md">
          {(['good', 'bad'] as const).map((fate) => (
            <Group key={fate} gap={6}>
              <span className="recado-key" data-fate={fate} />
              <span>{t(fate === 'good' ? 'webhooks.stats.succeeded' : 'webhooks.stats.failures')}</span>
            </Group>
          ))}
        </Group>
        <span>{format.hour(byHour.at(-1)?.hour ?? '')}</span>
      </div>
    </div>
  );
}

/** Only hours with requests: a week has many without. */
function HourTable({ stats: { byHour } }: { stats: WebhookStats }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('webhooks.stats.hour')}</Table.Th>
          <Table.Th ta="end">{t('webhooks.stats.attempts')}</Table.Th>
          <Table.Th ta="end">{t('webhooks.stats.failures')}</Table.Th>
          <Table.Th ta="end">{t('webhooks.stats.p50')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {byHour
          .filter(({ attempts }) => attempts > 0)
          .map(({ hour, attempts, failures, p50 }) => (
            <Table.Tr key={hour}>
              <Table.Td>{format.hour(hour)}</Table.Td>
              <Table.Td ta="end">{format.number(attempts)}</Table.Td>
              <Table.Td ta="end">{format.number(failures)}</Table.Td>
              <Table.Td ta="end">{p50 === null ? '–' : format.milliseconds(p50)}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}
