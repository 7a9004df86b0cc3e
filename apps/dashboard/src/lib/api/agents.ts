import { listAgents, type Agent } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';
import { call } from './problem.ts';
import { useMay, useProfile } from './profile.ts';

const PAGE = 100;
const MOST_PAGES = 10;

/** The first thousand agents of the tenant, with presence and load. */
export const allAgentsQuery = queryOptions({
  queryKey: ['agents', 'all'],
  queryFn: async ({ signal }) => {
    const agents: Agent[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query: { limit: number; cursor?: string } = { limit: PAGE, ...(cursor !== null && { cursor }) };
      const { items, nextCursor } = await call(listAgents({ client, signal, query }));
      agents.push(...items);
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    return agents;
  },
});

/** All agents; undefined until they were read, and for who may not read them. */
export const useAgents = (): readonly Agent[] | undefined =>
  useQuery({ ...allAgentsQuery, enabled: useMay('agents:read') }).data;

/** The agents that the signed-in person is: at most one for each number, as a rule. */
export function useMyAgents(): readonly Agent[] {
  const me = useProfile()?.id;
  return useAgents()?.filter(({ configuration }) => configuration['userId'] === me) ?? [];
}
