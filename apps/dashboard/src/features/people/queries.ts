import { getUser, listApiKeys, listUsers } from '@recado/sdk';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';

const PAGE = 50;

/** Above every query about users and keys, their names elsewhere among them. */
export const peopleKey = ['people'] as const;

/** The users of the tenant, page by page. */
export const usersQuery = infiniteQueryOptions({
  queryKey: [...peopleKey, 'users'],
  queryFn: ({ pageParam, signal }) =>
    call(
      listUsers({
        client,
        signal,
        query: { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
      }),
    ),
  initialPageParam: firstPage(),
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: [...peopleKey, 'user', id],
    queryFn: ({ signal }) => call(getUser({ client, signal, path: { id } })),
  });

/** The API keys of the tenant, page by page. */
export const apiKeysQuery = infiniteQueryOptions({
  queryKey: [...peopleKey, 'keys'],
  queryFn: ({ pageParam, signal }) =>
    call(
      listApiKeys({
        client,
        signal,
        query: { limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
      }),
    ),
  initialPageParam: firstPage(),
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

function firstPage(): string | null {
  return null;
}
