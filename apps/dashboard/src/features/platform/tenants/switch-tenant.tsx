import { List, Text } from '@mantine/core';
import type { TenantWithFigures } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useUpdateTenant } from './tenant-actions.ts';

const consequences = ['people', 'keys', 'rest'] as const;

/** Shuts a tenant out after saying what that means, or lets it in again. */
export function SwitchTenant({
  tenant,
  onClose,
}: {
  tenant: TenantWithFigures;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const update = useUpdateTenant(tenant.id);
  const { name, isActive } = tenant;
  return (
    <ConfirmDialog
      title={t(isActive ? 'platform.tenants.offTitle' : 'platform.tenants.onTitle', { name })}
      confirm={t(isActive ? 'platform.tenants.switchOff' : 'platform.tenants.switchOn')}
      isOpen
      isDangerous={isActive}
      isBusy={update.isPending}
      error={update.error}
      onConfirm={() => update.mutate({ isActive: !isActive }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {isActive ? (
        <List size="sm" spacing={6}>
          {consequences.map((what) => (
            <List.Item key={what}>{t(`platform.tenants.consequences.${what}`)}</List.Item>
          ))}
        </List>
      ) : (
        <Text size="sm">{t('platform.tenants.onBody')}</Text>
      )}
    </ConfirmDialog>
  );
}
