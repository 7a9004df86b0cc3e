import { Stack, Switch } from '@mantine/core';
import type { SandboxPhone } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneActions } from './phone-queries.ts';

/** How the customer behaves while nobody touches the phone. */
export function PhoneConduct({ phone, actions }: { phone: SandboxPhone; actions: PhoneActions }): ReactNode {
  const { t } = useTranslation();
  const { change } = actions;
  return (
    <Stack gap="xs" className="recado-phone-conduct">
      <Switch
        size="sm"
        label={t('sandbox.reads')}
        checked={phone.readsAutomatically}
        onChange={(event) => change.mutate({ readsAutomatically: event.currentTarget.checked })}
      />
      <Switch
        size="sm"
        label={t('sandbox.answers')}
        description={phone.readsAutomatically ? undefined : t('sandbox.answersHint')}
        checked={phone.answersAutomatically}
        onChange={(event) => change.mutate({ answersAutomatically: event.currentTarget.checked })}
      />
      <Switch
        size="sm"
        label={t('sandbox.online')}
        description={phone.isOnline ? undefined : t('sandbox.offHint')}
        checked={phone.isOnline}
        onChange={(event) => change.mutate({ isOnline: event.currentTarget.checked })}
      />
    </Stack>
  );
}
