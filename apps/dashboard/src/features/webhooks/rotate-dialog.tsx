import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { rotateWebhookSecret, type RotatedWebhookSecret, type Webhook } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { useRefreshWebhooks } from './webhook-actions.ts';

/** Asks before the secret is changed, and shows the new one, once. */
export function RotateDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const nowMs = useNow(60_000);
  const [isForced, setForced] = useState(false);
  const onSettled = useRefreshWebhooks();
  const rotate = useMutation({
    mutationFn: (force: boolean) =>
      call(rotateWebhookSecret({ client, path: { id: webhook.id }, body: { force } })),
    gcTime: 0,
    onSettled,
  });
  const isRecent = webhook.previousSecretUntil !== null && Date.parse(webhook.previousSecretUntil) > nowMs;
  // The endpoint is read again and then has a second secret, too; what was asked stays as it was.
  if (rotate.data !== undefined) return <NewSecret rotated={rotate.data} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t('webhooks.rotate.title')}
      confirm={t('webhooks.rotate.confirm')}
      isOpen
      isBusy={rotate.isPending}
      isDisabled={isRecent && !isForced}
      error={rotate.error}
      onConfirm={() => rotate.mutate(isForced)}
      onClose={onClose}
    >
      <Text size="sm">{t('webhooks.rotate.body')}</Text>
      {isRecent && (
        <>
          <Text size="sm">{t('webhooks.rotate.recent')}</Text>
          <Checkbox
            label={t('webhooks.rotate.force')}
            checked={isForced}
            onChange={({ currentTarget }) => setForced(currentTarget.checked)}
          />
        </>
      )}
    </ConfirmDialog>
  );
}

function NewSecret({ rotated, onClose }: { rotated: RotatedWebhookSecret; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      centered
      title={t('webhooks.rotate.doneTitle')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <Stack>
        <ShownOnce
          label={t('webhooks.secret.label')}
          value={rotated.secret}
          warning={t('webhooks.secret.once')}
        />
        <Text size="sm">
          {t('webhooks.rotate.until', { moment: format.moment(rotated.previousSecretUntil) })}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('webhooks.rotate.done')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
