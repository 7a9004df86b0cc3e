import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Text } from '@mantine/core';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';

/** Asks before what was typed is lost. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }): ReactNode {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      title={t('agents.leave.title')}
      confirm={t('agents.leave.confirm')}
      isOpen={blocker.status === 'blocked'}
      isBusy={false}
      isDangerous
      error={null}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      <Text size="sm">{t('agents.leave.body')}</Text>
    </ConfirmDialog>
  );
}
