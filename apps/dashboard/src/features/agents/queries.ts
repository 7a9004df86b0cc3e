import { getStatisticsByAgent, listAgents, showAgent, showDistribution } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../../lib/api/all-pages.ts';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { LiveFilter } from '../../lib/live/live-event.ts';
import { startOfDay, timeZone } from '../../lib/period.ts';

/** Above every query about agents, to read all of them again. */
export const agentsKey = ['agents'] as const;

/** What changes how much agents have. */
export const agentEvents: readonly LiveFilter[] = ['conversation.*'];
export const agentKeys = [agentsKey];
/** Presence and changes by others are in no event: they are read again this often. */
export const AGENTS_EVERY_MS = 10_000;

/** The first thousand agents, in the order in which they are asked. */
export const agentsQuery = queryOptions({
  queryKey: [...agentsKey, 'list'],
  queryFn: ({ signal }) => allPages((query) => call(listAgents({ client, signal, query }))),
});

export const agentQuery = (id: string) =>
  queryOptions({
    queryKey: [...agentsKey, 'one', id],
    queryFn: ({ signal }) => call(showAgent({ client, signal, path: { id } })),
  });

export const distributionQuery = (instanceId: string) =>
  queryOptions({
    queryKey: [...agentsKey, 'distribution', instanceId],
    queryFn: ({ signal }) => call(showDistribution({ client, signal, path: { id: instanceId } })),
  });

/** What each agent did in so many days up to now. */
export const agentFiguresQuery = (days: number, instanceId: string | undefined) =>
  queryOptions({
    queryKey: [...agentsKey, 'figures', days, instanceId],
    queryFn: async ({ signal }) =>
      (
        await call(
          getStatisticsByAgent({
            client,
            signal,
            query: {
              from: startOfDay(new Date(), days - 1).toISOString(),
              timeZone: timeZone(),
              ...(instanceId !== undefined && { instanceId }),
            },
          }),
        )
      ).items,
  });
