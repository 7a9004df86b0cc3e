import { ActionIcon, CloseButton, Menu } from '@mantine/core';
import type { SandboxFault } from '@recado/sdk';
import { IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../lib/api/numbers.ts';
import { faultsQuery, type PhoneActions, type PhoneAddress } from './phone-queries.ts';

type FaultName = 'notOnWhatsapp' | 'tooFast' | 'delay' | 'dropAnswer' | 'disconnect' | 'unlink';

const cloudFaults = {
  notOnWhatsapp: { kind: 'reject', code: 131_026 },
  tooFast: { kind: 'reject', code: 130_429 },
  delay: { kind: 'delay', seconds: 10 },
  dropAnswer: { kind: 'dropAnswer' },
} as const satisfies Partial<Record<FaultName, SandboxFault>>;

const webFaults = {
  notOnWhatsapp: { kind: 'reject', code: 404 },
  delay: { kind: 'delay', seconds: 10 },
  dropAnswer: { kind: 'dropAnswer' },
  disconnect: { kind: 'disconnect' },
  unlink: { kind: 'unlink' },
} as const satisfies Partial<Record<FaultName, SandboxFault>>;

const names: readonly FaultName[] = [
  'notOnWhatsapp',
  'tooFast',
  'delay',
  'dropAnswer',
  'disconnect',
  'unlink',
];

interface FaultMenuProps {
  address: PhoneAddress;
  actions: PhoneActions;
}

/** What shall go wrong with the next message, each with what it means; and what is ordered already. */
export function FaultMenu({ address, actions }: FaultMenuProps): ReactNode {
  const { t } = useTranslation();
  const { instanceId } = address;
  const channel = useNumbers()?.find(({ id }) => id === instanceId)?.channel;
  const standing = useQuery(faultsQuery(instanceId)).data ?? [];
  const offered: Partial<Record<FaultName, SandboxFault>> = channel === 'web' ? webFaults : cloudFaults;
  return (
    <Menu position="bottom-end" shadow="md" width={300}>
      <Menu.Target>
        <ActionIcon
          variant={standing.length > 0 ? 'filled' : 'subtle'}
          color={standing.length > 0 ? 'red' : 'gray'}
          size={34}
          radius="xl"
          aria-label={t('sandbox.faults.menu')}
        >
          <IconFlask size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('sandbox.faults.title')}</Menu.Label>
        {names.map((name) => {
          const fault = offered[name];
          if (fault === undefined) return null;
          return (
            <Menu.Item key={name} onClick={() => actions.order.mutate(fault)}>
              <span className="recado-phone-fault">
                <strong>{t(`sandbox.faults.${name}.title`)}</strong>
                <span>{t(`sandbox.faults.${name}.body`)}</span>
              </span>
            </Menu.Item>
          );
        })}
        {standing.length > 0 && <Menu.Divider />}
        {standing.map(({ id, fault }) => (
          <Menu.Item
            key={id}
            closeMenuOnClick={false}
            rightSection={<CloseButton component="span" size="xs" aria-hidden tabIndex={-1} />}
            onClick={() => actions.cancel.mutate(id)}
          >
            {t('sandbox.faults.cancel', { fault: t(`sandbox.faults.${nameOf(fault)}.title`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function nameOf(fault: SandboxFault): FaultName {
  if (fault.kind !== 'reject') return fault.kind;
  return fault.code === cloudFaults.tooFast.code ? 'tooFast' : 'notOnWhatsapp';
}
