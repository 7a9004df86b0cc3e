import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';

export function SettingsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <PermissionGate permission="contacts:read">{null}</PermissionGate>
    </>
  );
}
