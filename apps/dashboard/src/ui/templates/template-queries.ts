import { listTemplates } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';

export const templatesKey = (instanceId: string) => ['templates', instanceId] as const;

/** All templates of a number, as WhatsApp knows them; the server asks at most once a minute. */
export const templatesQuery = (instanceId: string) =>
  queryOptions({
    queryKey: templatesKey(instanceId),
    queryFn: async ({ signal }) =>
      (await call(listTemplates({ client, signal, query: { instanceId } }))).items,
    staleTime: 60_000,
  });

/** The same, asked of WhatsApp now. */
export const freshTemplates = async (instanceId: string) =>
  (await call(listTemplates({ client, query: { instanceId, refresh: true } }))).items;
