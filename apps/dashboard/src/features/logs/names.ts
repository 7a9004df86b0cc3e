import type { LogEntry } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { allUsersQuery } from '../../lib/api/users.ts';
import { partsOf, subjectOf } from './log-words.ts';

/** People by whom the log can be narrowed, the first thousand; none for who may not read users. */
export const usePeople = (): readonly { id: string; email: string }[] =>
  useQuery({ ...allUsersQuery, enabled: useMay('users:read') }).data ?? [];

const short = (id: string): string => id.slice(-6);

/** How the one who changed something is called; by the end of the id where the name may not be read. */
export function useActorName(): (entry: LogEntry) => string {
  const { t } = useTranslation();
  return ({ actorName, userId, apiKeyId }) => {
    if (actorName !== null) return actorName;
    if (userId !== null) return t('logs.user', { id: short(userId) });
    return apiKeyId === null ? t('logs.system') : t('logs.key', { id: short(apiKeyId) });
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
