import { getStatisticsByDay, getStatisticsOverview, listInstances, listMessages } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import { startOfDay, timeZone } from '../../lib/period.ts';

/** The fewest days of the chart: a single bar tells nothing. */
const LEAST_CHART_DAYS = 7;
/** The numbers that are counted; a page of the API at most. */
const MOST_NUMBERS = 100;
const FAILURES = 6;

const overviewKey = ['overview'] as const;
export const overviewEvents: readonly LiveFilter[] = ['message.*', 'conversation.*', 'instance.*'];
export const overviewKeys = [overviewKey];

const since = (days: number): string => startOfDay(new Date(), days - 1).toISOString();

/** What happened in the last so many days, today among them, and what waits now. */
export const totalsQuery = (days: number) =>
  queryOptions({
    queryKey: [...overviewKey, 'totals', days],
    queryFn: ({ signal }) =>
      call(getStatisticsOverview({ client, signal, query: { from: since(days), timeZone: timeZone() } })),
  });

export const byDayQuery = (days: number) =>
  queryOptions({
    queryKey: [...overviewKey, 'by-day', days],
    queryFn: async ({ signal }) => {
      const from = since(Math.max(days, LEAST_CHART_DAYS));
      const { items } = await call(
        getStatisticsByDay({ client, signal, query: { from, timeZone: timeZone() } }),
      );
      return items.map(({ date, inbound, outbound }) => ({
        date,
        inbound: inbound.total,
        outbound: outbound.total,
      }));
    },
  });

export const numbersQuery = queryOptions({
  queryKey: [...overviewKey, 'numbers'],
  queryFn: ({ signal }) => call(listInstances({ client, signal, query: { limit: MOST_NUMBERS } })),
});

/** The newest messages that failed. */
export const failuresQuery = (days: number) =>
  queryOptions({
    queryKey: [...overviewKey, 'failures', days],
    queryFn: async ({ signal }) => {
      const query = { status: 'failed', direction: 'outbound', from: since(days), limit: FAILURES } as const;
      return (await call(listMessages({ client, signal, query }))).items;
    },
  });
