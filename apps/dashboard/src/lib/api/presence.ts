import { listAgents, setOwnPresence, type AgentPresence } from '@recado/sdk';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTell } from '../tell.ts';
import { client } from './client.ts';
import { call } from './problem.ts';
import { useMay } from './profile.ts';

const KEY = 'recado.presence';
const EVERY_MS = 30_000;

export const presences = ['online', 'away', 'offline'] as const satisfies readonly AgentPresence[];

/** Whether this user said here to be at work, and has not said otherwise since: then the page keeps saying so. */
export const saysOnline = (userId: string): boolean => window.localStorage.getItem(KEY) === userId;

function remember(userId: string, presence: AgentPresence): void {
  if (presence === 'online') window.localStorage.setItem(KEY, userId);
  else window.localStorage.removeItem(KEY);
}

/** The agents that a user is, on whatever numbers. */
const ownAgentsQuery = (userId: string) =>
  queryOptions({
    queryKey: ['agents', 'own', userId],
    queryFn: async ({ signal }) =>
      (await call(listAgents({ client, signal, query: { limit: 100, userId } }))).items,
  });

/** The presence of a user who is an agent; undefined for one who is none, and until it is known. */
export function useOwnPresence(userId: string): AgentPresence | undefined {
  const mayRead = useMay('agents:read');
  const agents = useQuery({ ...ownAgentsQuery(userId), enabled: mayRead, refetchInterval: EVERY_MS }).data;
  return agents?.find(({ type }) => type === 'human')?.presence;
}

/** Says whether a user is at work, as every agent that they are. */
export function useSetOwnPresence(userId: string) {
  const queries = useQueryClient();
  const tell = useTell();
  return useMutation({
    mutationFn: (presence: AgentPresence) => call(setOwnPresence({ client, body: { presence } })),
    onSuccess: ({ presence, agents }) => {
      remember(userId, presence);
      queries.setQueryData(ownAgentsQuery(userId).queryKey, agents);
    },
    onError: tell.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: ['agents', 'list'] }),
  });
}

/** Says online again, so that it does not lapse; what fails is said again the next time. */
export const repeatOnline = async (): Promise<void> => {
  await call(setOwnPresence({ client, body: { presence: 'online' } })).catch(() => undefined);
};
