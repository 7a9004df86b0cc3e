import { Text, Textarea } from '@mantine/core';
import type { Message } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx';
import { useSendChange } from './message-actions-queries.ts';
import { saidBy } from './message-policy.ts';

export interface Change {
  kind: 'edit' | 'delete';
  message: Message;
}

/** Asks for the new text of a message, or whether it is to be deleted. */
export function ChangeDialog({ change, onClose }: { change: Change; onClose: () => void }): ReactNode {
  const Dialog = change.kind === 'edit' ? EditDialog : DeleteDialog;
  return <Dialog message={change.message} onClose={onClose} />;
}

interface DialogProps {
  message: Message;
  onClose: () => void;
}

function EditDialog({ message, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const before = saidBy(message) ?? '';
  const [text, setText] = useState(before);
  const send = useSendChange(message.conversationId);
  return (
    <ConfirmDialog
      isOpen
      title={t('thread.edit.title')}
      confirm={t('words.save')}
      isBusy={send.isPending}
      isDisabled={text.trim() === '' || text === before}
      error={send.error}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({ type: 'edit', content: { messageId: message.id, text } }, { onSuccess: onClose })
      }
    >
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4096}
        label={t('thread.edit.label')}
        description={t('thread.edit.hint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function DeleteDialog({ message, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const send = useSendChange(message.conversationId);
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('thread.delete.title')}
      confirm={t('thread.delete.confirm')}
      isBusy={send.isPending}
      error={send.error}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({ type: 'delete', content: { messageId: message.id } }, { onSuccess: onClose })
      }
    >
      <Text size="sm">{t('thread.delete.body')}</Text>
    </ConfirmDialog>
  );
}
