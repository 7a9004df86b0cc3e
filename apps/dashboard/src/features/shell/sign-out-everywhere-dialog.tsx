import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { endSession } from './end-session.ts';

/** Asks before every session of the person ends. */
export function SignOutEverywhereDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const leave = useMutation({ mutationFn: () => endSession(true) });
  return (
    <ConfirmDialog
      title={t('shell.signOutEverywhereConfirm.title')}
      confirm={t('shell.signOutEverywhere')}
      isOpen
      isBusy={leave.isPending}
      error={leave.error}
      onConfirm={() => leave.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('shell.signOutEverywhereConfirm.body')}</Text>
    </ConfirmDialog>
  );
}
