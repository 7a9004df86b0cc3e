import { List, Text, TextInput } from '@mantine/core';
import type { ContactDetails } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useContactActions } from '../contact-actions.ts';
import { nameOf } from '../contact-filters.ts';

const goes = ['person', 'messages', 'files', 'kept'] as const;

export interface EraseDialogProps {
  contact: ContactDetails;
  onClose: () => void;
  onErased: () => void;
}

/** Says what goes and what stays, and asks for the number: there is no way back. */
export function EraseDialog({ contact, onClose, onErased }: EraseDialogProps): ReactNode {
  const { t } = useTranslation();
  const { erase } = useContactActions(contact.id);
  const [typed, setTyped] = useState('');
  const asked = contact.phoneNumber ?? nameOf(contact);
  const done = (): void => {
    onClose();
    onErased();
  };
  return (
    <ConfirmDialog
      title={t('contacts.erase.title', { name: nameOf(contact) })}
      confirm={t('contacts.erase.submit')}
      isOpen
      isDangerous
      isDisabled={typed.trim() !== asked}
      isBusy={erase.isPending}
      error={erase.error}
      onConfirm={() => erase.mutate(undefined, { onSuccess: done })}
      onClose={onClose}
    >
      <Text size="sm">{t('contacts.erase.body')}</Text>
      <List size="sm" spacing={4}>
        {goes.map((what) => (
          <List.Item key={what}>{t(`contacts.erase.${what}`)}</List.Item>
        ))}
      </List>
      <TextInput
        data-autofocus
        label={t('contacts.erase.confirm', { asked })}
        autoComplete="off"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
