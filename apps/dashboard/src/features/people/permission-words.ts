import type { Permission } from '@recado/sdk';
import { useTranslation } from 'react-i18next';

const resources = [
  'tenants',
  'users',
  'api_keys',
  'logs',
  'instances',
  'agents',
  'conversations',
  'contacts',
  'broadcasts',
  'statistics',
  'messages',
  'settings',
  'media',
  'templates',
  'groups',
  'webhooks',
  'events',
  'profile',
] as const;
const verbs = ['read', 'write', 'send'] as const;

export interface PermissionWords {
  resource: (name: string) => string;
  verb: (permission: Permission) => string;
}

/** How resources and what may be done with them are called in the reader's language. */
export function usePermissionWords(): PermissionWords {
  const { t } = useTranslation();
  return {
    resource: (name) => {
      const known = resources.find((one) => one === name);
      return known === undefined ? name : t(`people.resources.${known}`);
    },
    verb: (permission) => {
      const known = verbs.find((one) => permission.endsWith(`:${one}`));
      return known === undefined ? permission : t(`people.verbs.${known}`);
    },
  };
}
