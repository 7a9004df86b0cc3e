import { listInstances, type Instance } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { client } from './client.ts';
import { call } from './problem.ts';
import { useMay } from './profile.ts';

/** The first thousand numbers of the tenant, by which everything else names and narrows what it shows. */
export const allNumbersQuery = queryOptions({
  queryKey: ['numbers', 'all'],
  queryFn: ({ signal }) => allPages((query) => call(listInstances({ client, signal, query }))),
  staleTime: 60_000,
});

/** All numbers; undefined until they were read, and for who may not read them. */
export const useNumbers = (): readonly Instance[] | undefined =>
  useQuery({ ...allNumbersQuery, enabled: useMay('instances:read') }).data;
