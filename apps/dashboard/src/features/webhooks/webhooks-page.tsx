import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';

export function WebhooksPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('webhooks.title')} />
      <PermissionGate permission="webhooks:read">{null}</PermissionGate>
    </>
  );
}
