import { SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { StatisticsOverview } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { usePollMs } from '../../lib/live/live.ts';
import { useNow } from '../../lib/use-now.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { totalsQuery } from './queries.ts';

const figureNames = ['inbound', 'outbound', 'open', 'waiting', 'firstResponse'] as const;

interface Figure {
  name: string;
  value: string;
  hint?: string;
}

/** The five figures that are looked at first. */
export function Totals({ days }: { days: number }): ReactNode {
  const totals = useQuery({ ...totalsQuery(days), refetchInterval: usePollMs() });
  const figures = useFigures(totals.data);
  if (totals.data === undefined && totals.isError)
    return <ErrorState error={totals.error} onRetry={() => void totals.refetch()} />;
  return (
    <SimpleGrid
      cols={{ base: 2, sm: 3, lg: 5 }}
      spacing="md"
      component="dl"
      m={0}
      aria-busy={totals.isPending}
    >
      {figures.map(({ name, value, hint }) => (
        <div key={name} className="recado-panel recado-figure">
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          {totals.isPending ? (
            <dd className="recado-figure-value">
              <Skeleton height={32} width={80} />
            </dd>
          ) : (
            <dd className="recado-figure-value">
              {value}
              {hint !== undefined && (
                <Text size="xs" c="dimmed" component="span" display="block">
                  {hint}
                </Text>
              )}
            </dd>
          )}
        </div>
      ))}
    </SimpleGrid>
  );
}

function useFigures(totals: StatisticsOverview | undefined): Figure[] {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(30_000);
  if (totals === undefined) return figureNames.map((name) => ({ name: t(`overview.${name}`), value: '' }));
  const { inbound, outbound, now, firstResponse } = totals;
  const hints = {
    open: now.pending === 0 ? undefined : t('overview.withPeople', { pending: format.number(now.pending) }),
    waiting:
      now.longestWaitingSince === null
        ? t('overview.waitingNone')
        : t('overview.waitingSince', { ago: format.ago(now.longestWaitingSince, nowMs) }),
    firstResponse:
      firstResponse.p50Seconds === null
        ? t('overview.firstResponseNone')
        : t('overview.firstResponseHint', { answers: format.number(firstResponse.count) }),
  };
  return [
    { name: t('overview.inbound'), value: format.number(inbound.total) },
    { name: t('overview.outbound'), value: format.number(outbound.total) },
    { name: t('overview.open'), value: format.number(now.open), hint: hints.open },
    { name: t('overview.waiting'), value: format.number(now.waiting), hint: hints.waiting },
    {
      name: t('overview.firstResponse'),
      value: firstResponse.p50Seconds === null ? '–' : format.duration(firstResponse.p50Seconds),
      hint: hints.firstResponse,
    },
  ];
}
