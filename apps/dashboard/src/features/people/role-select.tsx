import { NativeSelect } from '@mantine/core';
import { roles } from '@recado/contracts/permissions';
import type { Role } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';

export interface RoleSelectProps {
  value: Role;
  onChange: (role: Role) => void;
  isReadOnly?: boolean;
}

/** Chooses a role; only administrators of the platform make others such. */
export function RoleSelect({ value, onChange, isReadOnly = false }: RoleSelectProps): ReactNode {
  const { t } = useTranslation();
  const isAdministrator = useMay('tenants:write');
  const offered = roles.filter((role) => role !== 'admin' || isAdministrator || value === 'admin');
  return (
    <NativeSelect
      label={t('people.users.role')}
      description={t(`people.roles.${value}`)}
      value={value}
      disabled={isReadOnly}
      data={offered.map((role) => ({ value: role, label: t(`shell.roles.${role}`) }))}
      onChange={({ currentTarget }) => onChange(roles.find((role) => role === currentTarget.value) ?? value)}
    />
  );
}
