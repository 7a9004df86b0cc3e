import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { DetailsDrawer } from '../../../ui/details-drawer.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { useCreateTenant, type NewTenant } from './tenant-actions.ts';
import { newPassword, slugOf } from './tenant-policy.ts';

/** Opens the form for a new tenant, for those who may make one. */
export function NewTenantButton(): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<NewTenant>();
  const close = (): void => {
    setOpen(false);
    setMade(undefined);
  };
  if (!useMay('tenants:write')) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('platform.tenants.new')}
      </Button>
      {isOpen && (
        <DetailsDrawer title={t('platform.tenants.newTitle')} onClose={close}>
          {made === undefined ? (
            <NewTenantForm onMade={setMade} onClose={close} />
          ) : (
            <Made tenant={made} onClose={close} />
          )}
        </DetailsDrawer>
      )}
    </>
  );
}

const empty = (): NewTenant => ({ name: '', slug: '', email: '', password: newPassword() });

function NewTenantForm({
  onMade,
  onClose,
}: {
  onMade: (tenant: NewTenant) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [values, setValues] = useState(empty);
  const create = useCreateTenant();
  const { fields } = failureOf(create.error);
  const change = (changed: Partial<NewTenant>): void => setValues((before) => ({ ...before, ...changed }));
  const rename = (name: string): void =>
    change({ name, ...(values.slug === slugOf(values.name) && { slug: slugOf(name) }) });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    create.mutate({ ...values, name: values.name.trim() }, { onSuccess: () => onMade(values) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          required
          data-autofocus
          label={t('platform.tenants.name')}
          value={values.name}
          error={fields.get('name')}
          onChange={({ currentTarget }) => rename(currentTarget.value)}
        />
        <TextInput
          required
          label={t('platform.tenants.slug')}
          description={t('platform.tenants.slugHint')}
          value={values.slug}
          error={fields.get('slug')}
          onChange={({ currentTarget }) => change({ slug: currentTarget.value.toLowerCase() })}
        />
        <TextInput
          required
          type="email"
          label={t('platform.tenants.email')}
          description={t('platform.tenants.emailHint')}
          autoComplete="off"
          value={values.email}
          error={fields.get('email')}
          onChange={({ currentTarget }) => change({ email: currentTarget.value })}
        />
        <TextInput
          required
          label={t('platform.tenants.password')}
          description={t('platform.tenants.passwordHint')}
          autoComplete="off"
          value={values.password}
          error={fields.get('password')}
          onChange={({ currentTarget }) => change({ password: currentTarget.value })}
        />
        {create.isError && fields.size === 0 && <ErrorState error={create.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('words.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('platform.tenants.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the first manager needs to sign in, shown this once. */
function Made({ tenant, onClose }: { tenant: NewTenant; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <Text size="sm">{t('platform.tenants.made', { name: tenant.name })}</Text>
      {(['slug', 'email', 'password'] as const).map((what) => (
        <div key={what}>
          <Text size="xs" c="dimmed">
            {t(`platform.tenants.${what}`)}
          </Text>
          <CopyText value={tenant[what]} />
        </div>
      ))}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('platform.tenants.done')}</Button>
      </Group>
    </Stack>
  );
}
