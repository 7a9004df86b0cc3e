import { getBroadcast, listBroadcastRecipients, listBroadcasts } from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import type { BroadcastFilters, RecipientFilters } from './broadcast-filters.ts';

const firstPage = (): string | null => null;
const after = (limit: number, cursor: string | null): { limit: number; cursor?: string } => ({
  limit,
  ...(cursor !== null && { cursor }),
});

/** Above every query about broadcasts, to read all of them again. */
export const broadcastsKey = ['broadcasts'] as const;
export const broadcastKeys = [broadcastsKey];
export const broadcastEvents: readonly LiveFilter[] = ['broadcast.*'];

/** Broadcasts, newest first, page by page. */
export const broadcastListQuery = (filters: BroadcastFilters) =>
  infiniteQueryOptions({
    queryKey: [...broadcastsKey, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      call(listBroadcasts({ client, signal, query: { ...filters, ...after(25, pageParam) } })),
    initialPageParam: firstPage(),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** A broadcast and how far it is. */
export const broadcastQuery = (id: string) =>
  queryOptions({
    queryKey: [...broadcastsKey, 'one', id],
    queryFn: ({ signal }) => call(getBroadcast({ client, signal, path: { id } })),
  });

/** Its recipients, in the order in which they are written to, page by page. */
export const recipientsQuery = (id: string, filters: RecipientFilters) =>
  infiniteQueryOptions({
    queryKey: [...broadcastsKey, 'recipients', id, filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listBroadcastRecipients({
          client,
          signal,
          path: { id },
          query: { ...filters, ...after(50, pageParam) },
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
