import { Menu, Text } from '@mantine/core';
import type { Webhook } from '@recado/sdk';
import { IconKey, IconPower, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { shortUrl } from '../../lib/short-url.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RowMenu } from '../../ui/row-menu.tsx';
import { RotateDialog } from './rotate-dialog.tsx';
import { useRefreshWebhooks, useWebhookActions } from './webhook-actions.ts';

type Asked = 'rotate' | 'switchOff' | 'delete';

/** What can be done with an endpoint, for those who may. */
export function WebhookMenu({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const { setActive } = useWebhookActions(webhook);
  const [asked, setAsked] = useState<Asked>();
  if (!useMay('webhooks:write')) return null;
  const close = (): void => setAsked(undefined);
  return (
    <>
      <RowMenu label={t('webhooks.actions.more', { name: webhook.description ?? shortUrl(webhook.url) })}>
        <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setAsked('rotate')}>
          {t('webhooks.actions.rotate')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPower size={16} aria-hidden />}
          onClick={() => (webhook.isActive ? setAsked('switchOff') : setActive.mutate(true))}
        >
          {t(webhook.isActive ? 'webhooks.actions.switchOff' : 'webhooks.actions.switchOn')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setAsked('delete')}
        >
          {t('webhooks.actions.delete')}
        </Menu.Item>
      </RowMenu>
      {asked === 'rotate' && <RotateDialog webhook={webhook} onClose={close} />}
      {asked === 'switchOff' && <SwitchOffDialog webhook={webhook} onClose={close} />}
      {asked === 'delete' && <DeleteDialog webhook={webhook} onClose={close} />}
    </>
  );
}

interface DialogProps {
  webhook: Webhook;
  onClose: () => void;
}

function SwitchOffDialog({ webhook, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const { setActive } = useWebhookActions(webhook);
  return (
    <ConfirmDialog
      title={t('webhooks.switchOff.title')}
      confirm={t('webhooks.switchOff.confirm')}
      isOpen
      isBusy={setActive.isPending}
      error={setActive.error}
      onConfirm={() => setActive.mutate(false, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">{t('webhooks.switchOff.body')}</Text>
    </ConfirmDialog>
  );
}

function DeleteDialog({ webhook, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefreshWebhooks();
  const { remove } = useWebhookActions(webhook);
  const leave = async (): Promise<void> => {
    onClose();
    await navigate({ to: '/webhooks' });
    await refresh();
  };
  return (
    <ConfirmDialog
      title={t('webhooks.delete.title')}
      confirm={t('webhooks.delete.confirm')}
      isOpen
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => void leave() })}
      onClose={onClose}
    >
      <Text size="sm" fw={500} className="recado-break">
        {webhook.url}
      </Text>
      <Text size="sm">{t('webhooks.delete.body')}</Text>
    </ConfirmDialog>
  );
}
