import { eventTypes } from '@recado/contracts/event-types';
import {
  getWebhook,
  getWebhookDelivery,
  getWebhookReplay,
  getWebhookStats,
  listWebhookDeliveries,
  listWebhookReplays,
  listWebhooks,
} from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import { oneOf } from '../../lib/search-params.ts';
import type { DeliveryFilters } from './log/delivery-filters.ts';

const PAGE = 25;
const DELIVERIES_PAGE = 50;
const RUNNING_REPLAY_MS = 700;
/** A delivery that waits is asked for this often: no event tells of what becomes of it. */
const WAITING_MS = 2_000;
/** How endpoints fare is read again this often. */
export const FIGURES_MS = 15_000;

const webhooksKey = ['webhooks'] as const;
export const webhooksKeys = [webhooksKey];
const logKey = ['webhook-deliveries'] as const;
/** Whatever happens may be a delivery. */
export const deliveryEvents: readonly LiveFilter[] = ['*'];
export const deliveryKeys = [logKey];
export const webhookEvents: readonly LiveFilter[] = ['webhook.*'];

/** The endpoints of the tenant or of one number, newest first, page by page. */
export const webhookListQuery = (instanceId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...webhooksKey, 'list', instanceId],
    queryFn: ({ pageParam, signal }) =>
      call(
        listWebhooks({
          client,
          signal,
          query: {
            limit: PAGE,
            ...(instanceId !== undefined && { instanceId }),
            ...(pageParam !== null && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'one', id],
    queryFn: ({ signal }) => call(getWebhook({ client, signal, path: { id } })),
  });

/** How an endpoint fared by the hour. */
export const statsQuery = (id: string, hours: number) =>
  queryOptions({
    queryKey: [...webhooksKey, 'stats', id, hours],
    queryFn: ({ signal }) => call(getWebhookStats({ client, signal, path: { id }, query: { hours } })),
    refetchInterval: FIGURES_MS,
  });

/** The delivery log of an endpoint, newest first, page by page. */
export const deliveriesQuery = (id: string, { eventType, ...filters }: DeliveryFilters) =>
  infiniteQueryOptions({
    queryKey: [...logKey, 'list', id, eventType, filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listWebhookDeliveries({
          client,
          signal,
          path: { id },
          query: {
            limit: DELIVERIES_PAGE,
            ...filters,
            eventType: oneOf(eventType, eventTypes),
            ...(pageParam !== null && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const isWaiting = ({ state }: { state: string }): boolean => state === 'pending' || state === 'delivering';

/** How soon a list has to be read again, by what it shows. Pages further down are for reading, not for watching. */
export function watchedEvery(
  pages: readonly { items: readonly { state: string }[] }[],
  otherwise: number | false,
): number | false {
  const [page, ...further] = pages;
  return page !== undefined && further.length === 0 && page.items.some(isWaiting) ? WAITING_MS : otherwise;
}

/** One delivery with its attempts, watched until it is finished. */
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: [...logKey, 'one', id],
    queryFn: ({ signal }) => call(getWebhookDelivery({ client, signal, path: { id } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isWaiting(state.data) ? WAITING_MS : false),
  });

/** The replay of an endpoint that was begun last, whoever began it; undefined when there was none. */
export const latestReplayQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'replays', id],
    queryFn: ({ signal }) => call(listWebhookReplays({ client, signal, path: { id }, query: { limit: 1 } })),
    select: ({ items }) => items[0],
    refetchInterval: FIGURES_MS,
  });

/** A replay, watched until it has ended. */
export const replayQuery = (id: string, replayId: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'replay', id, replayId],
    queryFn: ({ signal }) => call(getWebhookReplay({ client, signal, path: { id, replayId } })),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.state === 'running' ? RUNNING_REPLAY_MS : false,
  });

const firstPage: string | null = null;
