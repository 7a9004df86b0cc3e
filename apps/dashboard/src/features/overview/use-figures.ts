import type { Delivery, Permission, StatisticsOverview } from '@recado/sdk';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import type { TimePoint } from '../../ui/charts/time-policy.ts';
import { messagesWith, type Cause } from './cause-link.tsx';
import { spanOf, type Period } from './overview-period.ts';
import { answersQuery, deliveryQuery, trafficQuery } from './queries.ts';
import { useOverviewQuery } from './use-overview-query.ts';

/** From here on somebody should look why messages do not leave. */
const LATE_SECONDS = 60;

export interface Figure {
  name: 'inbound' | 'outbound' | 'speed' | 'queue' | 'waiting' | 'firstResponse';
  value: string;
  hint: string;
  cause: Cause;
  permission: Permission;
  isBad?: boolean;
}

interface Words {
  t: TFunction;
  format: Format;
  nowMs: number;
}

/** The first figures in words, once all they are made of was read. */
export function useFigures(period: Period): {
  figures: readonly Figure[];
  isPending: boolean;
  error: unknown;
  retry: () => void;
} {
  const { t } = useTranslation();
  const words: Words = { t, format: useFormat(), nowMs: useNow(5_000) };
  const queries = [
    useOverviewQuery(trafficQuery(period)),
    useOverviewQuery(deliveryQuery(period)),
    useOverviewQuery(answersQuery(period)),
  ] as const;
  const [traffic, delivery, answers] = queries;
  const isPending = queries.some((query) => query.data === undefined);
  return {
    figures: [
      ...trafficFigures(traffic.data ?? [], peakOf(period), words),
      speedFigure(delivery.data?.latency ?? noLatency, words),
      queueFigure(delivery.data?.queue ?? emptyQueue, words),
      waitingFigure(answers.data, words),
      responseFigure(answers.data, words),
    ],
    isPending,
    error: isPending ? (queries.find((query) => query.isError)?.error ?? null) : null,
    retry: () => {
      for (const query of queries) void query.refetch();
    },
  };
}

type Peak = 'peakMinute' | 'peakHour';

const peakOf = (period: Period): Peak =>
  spanOf(period, new Date()).step === 'minute' ? 'peakMinute' : 'peakHour';

const trafficFigures = (points: readonly TimePoint[], peak: Peak, { t, format }: Words): Figure[] =>
  (['inbound', 'outbound'] as const).map((name, place) => {
    const total = points.reduce((sum, { values }) => sum + (values[place] ?? 0), 0);
    const most = Math.max(0, ...points.map(({ values }) => values[place] ?? 0));
    return {
      name,
      value: format.number(total),
      hint:
        total === 0
          ? t('overview.figures.noMessages')
          : t(`overview.figures.${peak}`, { most: format.number(most) }),
      cause: { to: '/messages', search: { direction: name } },
      permission: 'messages:read',
    };
  });

type Latency = Delivery['latency'];
type Queue = Delivery['queue'];

const noLatency: Latency = { count: 0, scheduled: 0, p50Ms: null, p99Ms: null };
const emptyQueue: Queue = { due: 0, scheduled: 0, oldestDueAt: null, held: 0, isCapped: false };

function speedHint({ p99Ms, scheduled }: Latency, { t, format }: Words): string {
  if (p99Ms === null) return t('overview.figures.speedNone');
  const p99 = format.duration(p99Ms / 1_000);
  return scheduled === 0
    ? t('overview.figures.speedHint', { p99 })
    : t('overview.figures.speedScheduled', { p99, scheduled: format.number(scheduled) });
}

const speedFigure = (latency: Latency, words: Words): Figure => ({
  name: 'speed',
  value: latency.p50Ms === null ? '–' : words.format.duration(latency.p50Ms / 1_000),
  hint: speedHint(latency, words),
  cause: messagesWith({}),
  permission: 'messages:read',
});

const secondsSince = (iso: string, nowMs: number): number =>
  Math.max(0, Math.floor((nowMs - Date.parse(iso)) / 1_000));

function queueFigure({ due, oldestDueAt, isCapped }: Queue, { t, format, nowMs }: Words): Figure {
  const ageSeconds = oldestDueAt === null ? 0 : secondsSince(oldestDueAt, nowMs);
  return {
    name: 'queue',
    value: `${format.number(due)}${isCapped ? '+' : ''}`,
    hint:
      oldestDueAt === null
        ? t('overview.figures.queueNone')
        : t('overview.figures.queueOldest', { age: format.duration(ageSeconds) }),
    cause: messagesWith({ status: 'pending' }),
    permission: 'messages:read',
    isBad: ageSeconds > LATE_SECONDS,
  };
}

function waitingFigure(answers: StatisticsOverview | undefined, { t, format, nowMs }: Words): Figure {
  const { waiting = 0, longestWaitingSince = null } = answers?.now ?? {};
  return {
    name: 'waiting',
    value: format.number(waiting),
    hint:
      longestWaitingSince === null
        ? t('overview.figures.waitingNone')
        : t('overview.figures.waitingLongest', {
            time: format.duration(secondsSince(longestWaitingSince, nowMs)),
          }),
    cause: { to: '/inbox', search: { status: 'waiting' } },
    permission: 'conversations:read',
  };
}

function responseFigure(answers: StatisticsOverview | undefined, { t, format }: Words): Figure {
  const { p50Seconds = null, count = 0 } = answers?.firstResponse ?? {};
  return {
    name: 'firstResponse',
    value: p50Seconds === null ? '–' : format.duration(p50Seconds),
    hint:
      p50Seconds === null
        ? t('overview.figures.firstResponseNone')
        : t('overview.figures.firstResponseHint', { answers: format.number(count) }),
    cause: { to: '/inbox' },
    permission: 'conversations:read',
  };
}
