import { Text, TextInput } from '@mantine/core';
import type { TenantWithFigures } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../lib/api/problem.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useUpdateTenant } from './tenant-actions.ts';

/** Changes the name of a tenant and what its people sign in with. */
export function EditTenant({
  tenant,
  onClose,
}: {
  tenant: TenantWithFigures;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [name, setName] = useState(tenant.name);
  const [slug, setSlug] = useState(tenant.slug);
  const update = useUpdateTenant(tenant.id);
  const { fields } = failureOf(update.error);
  return (
    <ConfirmDialog
      title={t('platform.tenants.editTitle', { name: tenant.name })}
      confirm={t('words.save')}
      isOpen
      isBusy={update.isPending}
      isDisabled={name.trim() === '' || slug === ''}
      error={update.isError && fields.size === 0 ? update.error : undefined}
      onConfirm={() => update.mutate({ name: name.trim(), slug }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('platform.tenants.name')}
        value={name}
        error={fields.get('name')}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        label={t('platform.tenants.slug')}
        description={t('platform.tenants.slugHint')}
        value={slug}
        error={fields.get('slug')}
        onChange={({ currentTarget }) => setSlug(currentTarget.value.toLowerCase())}
      />
      {slug !== tenant.slug && (
        <Text size="sm">{t('platform.tenants.slugChange', { slug: tenant.slug })}</Text>
      )}
    </ConfirmDialog>
  );
}
