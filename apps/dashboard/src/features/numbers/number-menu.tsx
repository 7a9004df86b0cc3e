import { Menu } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { IconPlugConnected, IconPlugConnectedX, IconPower, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { RowMenu } from '../../ui/row-menu.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import { useNumberActions } from './number-actions.ts';

/** What can be done with a number, for those who may. */
export function NumberMenu({ number }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { connect, setActive } = useNumberActions(number);
  const [asks, setAsks] = useState<'disconnect' | 'delete'>();
  const close = (): void => setAsks(undefined);
  if (!useMay('instances:write')) return null;
  const isOff = number.status === 'disconnected' || number.status === 'failed';
  const begin = (): void => {
    connect.mutate();
    // The code is on the page of the number.
    if (number.channel === 'web')
      void navigate({ to: '/numbers/$instanceId', params: { instanceId: number.id } });
  };
  return (
    <>
      <RowMenu label={t('numbers.actions.more', { name: number.name })}>
        {isOff ? (
          <Menu.Item leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={begin}>
            {t('numbers.actions.connect')}
          </Menu.Item>
        ) : (
          <Menu.Item
            leftSection={<IconPlugConnectedX size={16} aria-hidden />}
            onClick={() => setAsks('disconnect')}
          >
            {t('numbers.actions.disconnect')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconPower size={16} aria-hidden />}
          onClick={() => setActive.mutate(!number.isActive)}
        >
          {t(number.isActive ? 'numbers.actions.switchOff' : 'numbers.actions.switchOn')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setAsks('delete')}
        >
          {t('numbers.actions.delete')}
        </Menu.Item>
      </RowMenu>
      {asks === 'disconnect' && <DisconnectDialog number={number} onClose={close} />}
      {asks === 'delete' && <DeleteDialog number={number} onClose={close} />}
    </>
  );
}
