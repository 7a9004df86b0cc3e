import { listApiKeys, listUsers } from '@recado/sdk';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { partsOf, subjectOf } from './log-words.ts';

const MOST = 100;

const usersQuery = queryOptions({
  queryKey: ['people', 'names', 'users'],
  queryFn: async ({ signal }) => (await call(listUsers({ client, signal, query: { limit: MOST } }))).items,
  staleTime: 60_000,
});

const keysQuery = queryOptions({
  queryKey: ['people', 'names', 'keys'],
  queryFn: async ({ signal }) => (await call(listApiKeys({ client, signal, query: { limit: MOST } }))).items,
  staleTime: 60_000,
});

/** People by whom the log can be narrowed; none for who may not read users. */
export const usePeople = (): readonly { id: string; email: string }[] =>
  useQuery({ ...usersQuery, enabled: useMay('users:read') }).data ?? [];

interface Actor {
  userId: string | null;
  apiKeyId: string | null;
}

const short = (id: string): string => id.slice(-6);

/** How the one who changed something is called: by email or the key's name where they may be read, else by the end of the id. */
export function useActorName(): (actor: Actor) => string {
  const { t } = useTranslation();
  const people = usePeople();
  const keys = useQuery({ ...keysQuery, enabled: useMay('api_keys:read') }).data ?? [];
  return ({ userId, apiKeyId }) => {
    if (userId !== null)
      return people.find(({ id }) => id === userId)?.email ?? t('logs.user', { id: short(userId) });
    if (apiKeyId !== null)
      return keys.find(({ id }) => id === apiKeyId)?.name ?? t('logs.key', { id: short(apiKeyId) });
    return t('logs.system');
  };
}

/** How an action and a kind of resource are called in the reader's language. */
export function useLogWords(): { action: (action: string) => string; resource: (type: string) => string } {
  const { t } = useTranslation();
  return {
    action: (action) => {
      const parts = partsOf(action);
      return parts === undefined
        ? action
        : `${t(`logs.resources.${parts.subject}`)}: ${t(`logs.verbs.${parts.verb}`)}`;
    },
    resource: (type) => {
      const subject = subjectOf(type);
      return subject === undefined ? type : t(`logs.resources.${subject}`);
    },
  };
}
