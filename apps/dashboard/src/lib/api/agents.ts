import { listAgents, type Agent } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { client } from './client.ts';
import { call } from './problem.ts';
import { useMay, useProfile } from './profile.ts';

/** The first thousand agents of the tenant, with presence and load. */
export const allAgentsQuery = queryOptions({
  queryKey: ['agents', 'all'],
  queryFn: ({ signal }) => allPages((query) => call(listAgents({ client, signal, query }))),
});

/** All agents; undefined until they were read, and for who may not read them. */
export const useAgents = (): readonly Agent[] | undefined =>
  useQuery({ ...allAgentsQuery, enabled: useMay('agents:read') }).data;

/** The agents that the signed-in person is: at most one for each number, as a rule. */
export function useMyAgents(): readonly Agent[] {
  const me = useProfile()?.id;
  return useAgents()?.filter(({ configuration }) => configuration['userId'] === me) ?? [];
}
