import { getConversation, listConversations } from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { InboxFilters } from './inbox-filters.ts';

const PAGE = 50;

/** Above every query about conversations, to read all of them again. */
export const conversationsKey = ['conversations'] as const;
/** Above every list of conversations. */
export const conversationListsKey = [...conversationsKey, 'list'] as const;

/** The conversations that the filters leave, page by page. */
export const conversationListQuery = ({ status, text, label, instanceId, order }: InboxFilters) =>
  infiniteQueryOptions({
    queryKey: [...conversationListsKey, { status, text, label, instanceId, order }],
    queryFn: ({ pageParam, signal }) =>
      call(
        listConversations({
          client,
          signal,
          query: {
            limit: PAGE,
            ...(text === undefined ? { status: status ?? 'open' } : { text }),
            ...(label !== undefined && { label }),
            ...(instanceId !== undefined && { instanceId }),
            ...(order !== undefined && { order }),
            ...(pageParam !== null && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const firstPage: string | null = null;

/** One conversation. */
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: [...conversationsKey, 'one', id],
    queryFn: ({ signal }) => call(getConversation({ client, signal, path: { id } })),
  });
