import {
  getQueues,
  listHeldLanes,
  listPlatformInboundEvents,
  listProcesses,
  listTenantsWithFigures,
} from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';

const PAGE = 50;
/** No event tells of processes and lanes. */
const EVERY_MS = 5_000;

/** Above everything that this page reads. */
const platformKey = ['platform'] as const;
export const tenantsKey = [...platformKey, 'tenants'] as const;
export const poisonKey = [...platformKey, 'poison'] as const;
export const queuesKey = [...platformKey, 'queues'] as const;

const pageOf = (cursor: string | null) => ({ limit: PAGE, ...(cursor !== null && { cursor }) });

/** Tenants, newest first. */
export const tenantsQuery = () =>
  infiniteQueryOptions({
    queryKey: tenantsKey,
    queryFn: ({ pageParam, signal }) =>
      call(listTenantsWithFigures({ client, signal, query: pageOf(pageParam) })),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** What providers told that could not be processed, newest first. */
export const poisonQuery = () =>
  infiniteQueryOptions({
    queryKey: poisonKey,
    queryFn: ({ pageParam, signal }) =>
      call(listPlatformInboundEvents({ client, signal, query: pageOf(pageParam) })),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: EVERY_MS,
  });

export const processesQuery = queryOptions({
  queryKey: [...platformKey, 'processes'],
  queryFn: async ({ signal }) => (await call(listProcesses({ client, signal }))).items,
  refetchInterval: EVERY_MS,
});

export const lanesQuery = queryOptions({
  queryKey: [...platformKey, 'lanes'],
  queryFn: async ({ signal }) => (await call(listHeldLanes({ client, signal }))).items,
  refetchInterval: EVERY_MS,
});

export const queuesQuery = queryOptions({
  queryKey: queuesKey,
  queryFn: ({ signal }) => call(getQueues({ client, signal })),
  refetchInterval: EVERY_MS,
});

const firstPage: string | null = null;
