import { getDelivery, getStatisticsOverview, getTraffic, getWebhookSuccess, listMessages } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { allNumbersQuery } from '../../lib/api/numbers.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import { timeZone } from '../../lib/period.ts';
import { spanOf, type Period } from './overview-period.ts';

const HOUR_MS = 3_600_000;
const FAILURES = 5;

const overviewKey = ['overview'] as const;
export const overviewEvents: readonly LiveFilter[] = ['message.*', 'conversation.*', 'webhook.*'];
export const overviewKeys = [overviewKey];
export const numberEvents: readonly LiveFilter[] = ['instance.*'];
export const numberKeys = [allNumbersQuery.queryKey];

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR_MS).toISOString();

/** Messages by the minute or hour. */
export const trafficQuery = (period: Period) =>
  queryOptions({
    queryKey: [...overviewKey, 'traffic', period],
    queryFn: async ({ signal }) => {
      const { step, points } = spanOf(period, new Date());
      const { items } = await call(getTraffic({ client, signal, query: { step, points } }));
      return items.map(({ at, inbound, outbound }) => ({
        atMs: Date.parse(at),
        values: [inbound, outbound],
      }));
    },
  });

/** How far messages got, how soon they were sent, and what waits. */
export const deliveryQuery = (period: Period) =>
  queryOptions({
    queryKey: [...overviewKey, 'delivery', period],
    queryFn: ({ signal }) =>
      call(getDelivery({ client, signal, query: { hours: spanOf(period, new Date()).hours } })),
  });

/** How soon customers were answered, and who waits now. */
export const answersQuery = (period: Period) =>
  queryOptions({
    queryKey: [...overviewKey, 'answers', period],
    queryFn: ({ signal }) => {
      const from = hoursAgo(spanOf(period, new Date()).hours);
      return call(getStatisticsOverview({ client, signal, query: { from, timeZone: timeZone() } }));
    },
  });

/** How webhooks fared in a day. */
export const webhooksQuery = queryOptions({
  queryKey: [...overviewKey, 'webhooks'],
  queryFn: ({ signal }) => call(getWebhookSuccess({ client, signal })),
});

/** The newest messages that failed. */
export const failuresQuery = (period: Period) =>
  queryOptions({
    queryKey: [...overviewKey, 'failures', period],
    queryFn: async ({ signal }) => {
      const from = hoursAgo(spanOf(period, new Date()).hours);
      const query = { status: 'failed', direction: 'outbound', from, limit: FAILURES } as const;
      return (await call(listMessages({ client, signal, query }))).items;
    },
  });
