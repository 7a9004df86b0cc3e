import { getMessage, getMessageExchange, listMessages, searchMessages } from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { historyQuery, rangeOf, type MessageFilters } from './message-filters.ts';

const PAGE = 50;
const after = (cursor: string | null): { limit: number; cursor?: string } => ({
  limit: PAGE,
  ...(cursor !== null && { cursor }),
});

/** As a function, so that its type is not narrowed to null. */
const firstPage = (): string | null => null;

/** Above every query about messages, to read all of them again. */
export const messagesKey = ['messages'] as const;

const historyKey = (filters: MessageFilters) => [...messagesKey, 'history', filters] as const;

/** Messages, newest first, page by page. */
export const messageHistoryQuery = (filters: MessageFilters) =>
  infiniteQueryOptions({
    queryKey: historyKey(filters),
    queryFn: ({ pageParam, signal }) =>
      call(
        listMessages({
          client,
          signal,
          query: { ...historyQuery(filters, new Date()), ...after(pageParam) },
        }),
      ),
    initialPageParam: firstPage(),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Messages found by their words, newest first, page by page. */
export const foundMessagesQuery = (filters: MessageFilters) =>
  infiniteQueryOptions({
    queryKey: [...messagesKey, 'found', filters],
    queryFn: ({ pageParam, signal }) => {
      const { text = '', instanceId, direction, type } = filters;
      const narrowed = { instanceId, direction, type, ...rangeOf(filters, new Date()) };
      return call(searchMessages({ client, signal, query: { text, ...narrowed, ...after(pageParam) } }));
    },
    initialPageParam: firstPage(),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const messageKey = (id: string) => [...messagesKey, 'one', id] as const;

/** A message with every status it went through. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: messageKey(id),
    queryFn: ({ signal }) => call(getMessage({ client, signal, path: { id } })),
  });

/** What went to WhatsApp and came from it. Under the message's key, so that it is read again with it. */
export const exchangeQuery = (id: string) =>
  queryOptions({
    queryKey: [...messageKey(id), 'exchange'],
    queryFn: ({ signal }) => call(getMessageExchange({ client, signal, path: { id } })),
  });
