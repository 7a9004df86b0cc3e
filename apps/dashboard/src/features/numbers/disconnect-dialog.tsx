import { Checkbox, Text } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useNumberActions } from './number-actions.ts';

/** Says what stops, and offers to end the link too. */
export function DisconnectDialog({ number, onClose }: { number: Instance; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { disconnect } = useNumberActions(number);
  const [endsLink, setEndsLink] = useState(false);
  return (
    <ConfirmDialog
      title={t('numbers.disconnect.title', { name: number.name })}
      confirm={t('numbers.actions.disconnect')}
      isOpen
      isBusy={disconnect.isPending}
      error={disconnect.error}
      onConfirm={() => disconnect.mutate(endsLink, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">{t(`numbers.disconnect.${number.channel}`)}</Text>
      {number.channel === 'web' && (
        <Checkbox
          label={t('numbers.disconnect.logout')}
          description={t('numbers.disconnect.logoutHint')}
          checked={endsLink}
          onChange={(event) => setEndsLink(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
