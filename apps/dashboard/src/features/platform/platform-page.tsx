import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';

export function PlatformPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('platform.title')} />
      <PermissionGate permission="tenants:read">{null}</PermissionGate>
    </>
  );
}
