import { listInstances, type Instance } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { call } from './problem.ts';
import { useMay } from './profile.ts';

const PAGE = 100;
const MOST_PAGES = 10;

/** The first thousand numbers of the tenant, by which everything else names and narrows what it shows. */
export const allNumbersQuery = queryOptions({
  queryKey: ['numbers', 'all'],
  queryFn: async ({ signal }) => {
    const numbers: Instance[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor !== null && { cursor }) };
      const { items, nextCursor } = await call(listInstances({ client, signal, query }));
      numbers.push(...items);
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    return numbers;
  },
  staleTime: 60_000,
});

/** All numbers; undefined until they were read, and for who may not read them. */
export const useNumbers = (): readonly Instance[] | undefined =>
  useQuery({ ...allNumbersQuery, enabled: useMay('instances:read') }).data;
