import { listLogs } from '@recado/sdk';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LogFilters } from './log-filters.ts';

const PAGE = 50;
/** Changes of others are no events; the log is read again this often while its first page is shown. */
const WATCH_MS = 10_000;

/** The audit log, newest first, page by page. */
export const logsQuery = (filters: LogFilters) =>
  infiniteQueryOptions({
    queryKey: ['logs', filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listLogs({
          client,
          signal,
          query: { limit: PAGE, ...filters, ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : WATCH_MS),
  });

const firstPage: string | null = null;
