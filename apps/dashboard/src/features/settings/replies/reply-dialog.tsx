import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { createQuickReply, deleteQuickReply, updateQuickReply, type QuickReply } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call, failureOf } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { repliesKey } from '../queries.ts';

export interface ReplyDialogProps {
  /** Undefined for a new one. */
  reply: QuickReply | undefined;
  onClose: () => void;
}

interface Draft {
  shortcut: string;
  text: string;
}

function useChanges({ reply, onClose }: ReplyDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const done = async (message: string): Promise<void> => {
    tell.done(message);
    onClose();
    await queries.invalidateQueries({ queryKey: repliesKey });
  };
  return {
    save: useMutation({
      mutationFn: (body: Draft) =>
        reply === undefined
          ? call(createQuickReply({ client, body }))
          : call(updateQuickReply({ client, path: { id: reply.id }, body })),
      onSuccess: () => done(t('words.saved')),
    }),
    remove: useMutation({
      mutationFn: (id: string) => call(deleteQuickReply({ client, path: { id } })),
      onSuccess: () => done(t('settings.replies.deleted')),
      onError: tell.failed,
    }),
  };
}

const fieldsOf = (error: unknown): ReadonlyMap<string, string> =>
  error === null ? new Map() : failureOf(error).fields;

const isBlank = ({ shortcut, text }: Draft): boolean => shortcut.trim() === '' || text.trim() === '';

/** One quick reply: the word it is called by, and its text. */
export function ReplyDialog({ reply, onClose }: ReplyDialogProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(reply ?? { shortcut: '', text: '' });
  const { save, remove } = useChanges({ reply, onClose });
  const faults = fieldsOf(save.error);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save.mutate({ shortcut: draft.shortcut, text: draft.text });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={reply === undefined ? t('settings.replies.add') : `/${reply.shortcut}`}
      centered
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('settings.replies.shortcut')}
            description={t('settings.replies.shortcutHint')}
            value={draft.shortcut}
            required
            maxLength={32}
            data-autofocus
            error={faults.get('shortcut')}
            onChange={({ currentTarget }) => setDraft({ ...draft, shortcut: currentTarget.value })}
          />
          <Textarea
            label={t('settings.replies.text')}
            description={t('settings.replies.textHint', {
              name: '{{contact.firstName|cliente}}',
              agent: '{{agent.name}}',
            })}
            value={draft.text}
            required
            autosize
            minRows={4}
            maxRows={12}
            error={faults.get('text')}
            onChange={({ currentTarget }) => setDraft({ ...draft, text: currentTarget.value })}
          />
          {save.isError && <ErrorState error={save.error} />}
          <Group justify="space-between">
            <DeleteButton reply={reply} isBusy={remove.isPending} onDelete={remove.mutate} />
            <Button type="submit" loading={save.isPending} disabled={isBlank(draft)}>
              {t('words.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface DeleteButtonProps {
  reply: QuickReply | undefined;
  isBusy: boolean;
  onDelete: (id: string) => void;
}

/** Keeps its place where there is nothing to delete. */
function DeleteButton({ reply, isBusy, onDelete }: DeleteButtonProps): ReactNode {
  const { t } = useTranslation();
  if (reply === undefined) return <span />;
  return (
    <Button variant="subtle" loading={isBusy} onClick={() => onDelete(reply.id)}>
      {t('settings.replies.delete')}
    </Button>
  );
}
