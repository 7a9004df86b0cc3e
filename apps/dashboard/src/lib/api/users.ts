import { listUsers } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { client } from './client.ts';
import { call } from './problem.ts';

/** The first thousand users of the tenant, for those who may read them. */
export const allUsersQuery = queryOptions({
  queryKey: ['people', 'names', 'users'],
  queryFn: ({ signal }) => allPages((query) => call(listUsers({ client, signal, query }))),
  staleTime: 60_000,
});
