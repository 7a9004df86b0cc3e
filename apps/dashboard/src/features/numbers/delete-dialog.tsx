import { List, Text, TextInput } from '@mantine/core';
import type { Instance } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useNumberActions } from './number-actions.ts';

const goes = ['messages', 'agents', 'webhooks', 'link'] as const;

export interface DeleteDialogProps {
  number: Instance;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Says what goes with the number, and asks for its digits: there is no way back. */
export function DeleteDialog({ number, onClose, onDeleted }: DeleteDialogProps): ReactNode {
  const { t } = useTranslation();
  const { remove } = useNumberActions(number);
  const [typed, setTyped] = useState('');
  const done = (): void => {
    onClose();
    onDeleted?.();
  };
  return (
    <ConfirmDialog
      title={t('numbers.delete.title', { name: number.name })}
      confirm={t('numbers.delete.submit')}
      isOpen
      isDangerous
      isDisabled={typed.trim() !== number.phoneNumber}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    >
      <Text size="sm">{t('numbers.delete.body')}</Text>
      <List size="sm" spacing={4}>
        {goes.map((what) => (
          <List.Item key={what}>{t(`numbers.delete.${what}`)}</List.Item>
        ))}
      </List>
      <Text size="sm">{t('numbers.delete.stays')}</Text>
      <TextInput
        data-autofocus
        label={t('numbers.delete.confirm', { phoneNumber: number.phoneNumber })}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
