import {
  getInstance,
  getInstanceQrCode,
  getInstanceStatus,
  getStatisticsByInstance,
  listInstances,
} from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { startOfDay } from '../../lib/period.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import type { NumberFilters } from './number-filters.ts';

const PAGE = 25;

/** Above every query about numbers, to read all of them again. */
export const numbersKey = ['numbers'] as const;
const trafficKey = ['numbers-traffic'] as const;

/** What changes a number, for `useLiveInvalidation`. */
export const numberEvents: readonly LiveFilter[] = ['instance.*'];
export const numberKeys = [numbersKey];
/** What changes how many messages it carries. */
export const trafficEvents: readonly LiveFilter[] = ['message.*'];
export const trafficKeys = [trafficKey];

/** The numbers of the tenant, newest first, page by page. */
export const numberListQuery = (filters: NumberFilters) =>
  infiniteQueryOptions({
    queryKey: [...numbersKey, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listInstances({
          client,
          signal,
          query: { limit: PAGE, ...filters, ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const firstPage: string | null = null;

export const numberQuery = (id: string) =>
  queryOptions({
    queryKey: [...numbersKey, 'one', id],
    queryFn: ({ signal }) => call(getInstance({ client, signal, path: { id } })),
  });

/** The connection, with what WhatsApp said of the number. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: [...numbersKey, 'connection', id],
    queryFn: ({ signal }) => call(getInstanceStatus({ client, signal, path: { id } })),
  });

/** The QR code of the moment. It is shown only, and never kept: whoever has it scanned may use the number. */
export const qrCodeQuery = (id: string) =>
  queryOptions({
    queryKey: [...numbersKey, 'qr', id],
    queryFn: ({ signal }) => call(getInstanceQrCode({ client, signal, path: { id } })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** Messages in and out of each number today. */
export const trafficTodayQuery = () =>
  queryOptions({
    queryKey: trafficKey,
    queryFn: async ({ signal }) => {
      const { items } = await call(
        getStatisticsByInstance({ client, signal, query: { from: startOfDay(new Date(), 0).toISOString() } }),
      );
      return new Map(
        items.map(({ instanceId, inbound, outbound }) => [
          instanceId,
          { inbound: inbound.total, outbound: outbound.total },
        ]),
      );
    },
  });
