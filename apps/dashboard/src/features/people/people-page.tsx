import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';

export function PeoplePage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('people.title')} />
      <PermissionGate permission="users:read">{null}</PermissionGate>
    </>
  );
}
