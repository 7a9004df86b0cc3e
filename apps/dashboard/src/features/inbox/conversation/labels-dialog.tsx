import { Button, Group, Modal, Stack, TagsInput } from '@mantine/core';
import type { Conversation } from '@recado/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/error-state.tsx';
import { labelsInLists } from '../conversation-cache.ts';
import type { ConversationActions } from './conversation-actions.ts';

export interface LabelsDialogProps {
  conversation: Conversation;
  label: ConversationActions['label'];
  onClose: () => void;
}

/** Puts labels on a conversation and takes others off; those in use nearby are offered. */
export function LabelsDialog({ conversation, label, onClose }: LabelsDialogProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [labels, setLabels] = useState(conversation.labels);
  const known = useMemo(() => labelsInLists(queries), [queries]);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const add = labels.filter((one) => !conversation.labels.includes(one));
    const remove = conversation.labels.filter((one) => !labels.includes(one));
    label.mutate({ add, remove }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inbox.actions.labels')}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TagsInput
            data-autofocus
            label={t('inbox.labels.label')}
            description={t('inbox.labels.hint')}
            data={known}
            value={labels}
            onChange={setLabels}
            acceptValueOnBlur
            maxTags={50}
            maxLength={50}
          />
          {label.error !== null && <ErrorState error={label.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit" loading={label.isPending}>
              {t('words.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
