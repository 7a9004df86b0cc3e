import { Button, Group, NativeSelect, Skeleton, Stack } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { DetailsDrawer } from '../details-drawer.tsx';
import { ErrorState } from '../error-state.tsx';
import { nextCustomer } from './next-customer-policy.ts';
import { phonesQuery } from './phone-queries.ts';
import { Phone } from './phone.tsx';

interface PhonesDrawerProps {
  number: Pick<Instance, 'id' | 'name'>;
  onClose: () => void;
}

/** The phones of a number's simulated customers, of which one is in hand. */
export function PhonesDrawer({ number, onClose }: PhonesDrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <DetailsDrawer title={t('sandbox.title')} onClose={onClose}>
      <Phones number={number} />
    </DetailsDrawer>
  );
}

function Phones({ number }: Pick<PhonesDrawerProps, 'number'>): ReactNode {
  const { t } = useTranslation();
  const phones = useQuery(phonesQuery(number.id));
  const [chosen, choose] = useState<string>();
  const mayAct = useMay('messages:send');
  if (phones.isPending) return <Skeleton height={360} role="status" aria-label={t('words.loading')} />;
  if (phones.data === undefined)
    return <ErrorState error={phones.error} onRetry={() => void phones.refetch()} />;
  const known = phones.data.map((phone) => phone.phoneNumber);
  const all = chosen === undefined || known.includes(chosen) ? known : [...known, chosen];
  const phoneNumber = chosen ?? known[0];
  const next = nextCustomer(all);
  const nameOf = (one: string): string | undefined =>
    phones.data.find((phone) => phone.phoneNumber === one)?.name;
  return (
    <Stack gap="md">
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NativeSelect
          flex={1}
          label={t('sandbox.customer')}
          value={phoneNumber ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
          data={all.map((one) => ({ value: one, label: [nameOf(one), one].filter(Boolean).join(' · ') }))}
        />
        {mayAct && next !== undefined && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => choose(next)}
          >
            {t('sandbox.another')}
          </Button>
        )}
      </Group>
      {phoneNumber !== undefined && (
        <Phone
          key={phoneNumber}
          instanceId={number.id}
          phoneNumber={phoneNumber}
          businessName={number.name}
        />
      )}
    </Stack>
  );
}
