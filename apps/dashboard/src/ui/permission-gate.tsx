import { Skeleton } from '@mantine/core';
import type { Permission } from '@recado/sdk';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { profileQuery } from '../lib/api/profile.ts';
import { Deferred } from './deferred.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';

/** Shows a page to those who may see it, and to others which permission they lack. */
export function PermissionGate({
  permission,
  children,
}: {
  permission: Permission;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const profile = useQuery(profileQuery);
  if (profile.isPending) return <Skeleton height={36} width={200} />;
  if (profile.data === undefined)
    return <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />;
  if (profile.data.permissions.includes(permission)) return <Deferred>{children}</Deferred>;
  return (
    <EmptyState
      icon={<IconLock size={28} />}
      title={t('shell.forbidden.title')}
      body={t('shell.forbidden.body', { permission })}
    />
  );
}
