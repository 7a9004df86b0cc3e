import { ActionIcon, Button, Group, Modal, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconBolt, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { QuickReply } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../../lib/tell.ts';
import { EmptyState } from '../../../../ui/empty-state.tsx';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { LoadingRows } from '../../../../ui/loading-rows.tsx';
import { SearchField } from '../../../../ui/search-field.tsx';
import { quickRepliesQuery, useDeleteQuickReply, type QuickReplyDraft } from './queries.ts';
import { QuickReplyForm } from './quick-reply-form.tsx';
import { filledReply, type GapValues } from './quick-reply-policy.ts';

export interface QuickRepliesDialogProps {
  gapValues: GapValues;
  mayWrite: boolean;
  /** Puts the text, gaps filled in, where the person writes. */
  onUse: (text: string) => void;
  onClose: () => void;
}

/** The answers that the team wrote beforehand: used by a click, and kept in order. */
export function QuickRepliesDialog({
  gapValues,
  mayWrite,
  onUse,
  onClose,
}: QuickRepliesDialogProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<QuickReplyDraft>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('composer.quickReplies.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      {draft === undefined ? (
        <List
          mayWrite={mayWrite}
          onEdit={setDraft}
          onUse={(text) => {
            onUse(filledReply(text, gapValues));
            onClose();
          }}
        />
      ) : (
        <QuickReplyForm initial={draft} gapValues={gapValues} onDone={() => setDraft(undefined)} />
      )}
    </Modal>
  );
}

interface ListProps {
  mayWrite: boolean;
  onEdit: (draft: QuickReplyDraft) => void;
  onUse: (text: string) => void;
}

const newDraft = (shortcut = ''): QuickReplyDraft => ({ id: undefined, shortcut, text: '' });

function List({ mayWrite, onEdit, onUse }: ListProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const replies = useQuery(quickRepliesQuery(text));
  const add = mayWrite && (
    <Button
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => onEdit(newDraft())}
    >
      {t('composer.quickReplies.new')}
    </Button>
  );
  if (replies.isError) return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />;
  if (replies.data === undefined) return <LoadingRows />;
  if (replies.data.length === 0 && text === '')
    return (
      <EmptyState
        icon={<IconBolt size={28} />}
        title={t('composer.quickReplies.emptyTitle')}
        body={t('composer.quickReplies.emptyBody')}
        action={add}
      />
    );
  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="nowrap">
        <div className="recado-grows">
          <SearchField label={t('composer.quickReplies.search')} value="" onSearch={setText} />
        </div>
        {add}
      </Group>
      <ScrollArea.Autosize mah="min(56vh, 460px)" type="auto" offsetScrollbars="present">
        <ul className="recado-template-list" aria-label={t('composer.quickReplies.title')}>
          {replies.data.map((reply) => (
            <Row key={reply.id} reply={reply} mayWrite={mayWrite} onEdit={onEdit} onUse={onUse} />
          ))}
        </ul>
        {replies.data.length === 0 && (
          <Text size="sm" c="dimmed" ta="center" py="lg">
            {t('composer.quickReplies.noMatch')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </Stack>
  );
}

function Row({ reply, mayWrite, onEdit, onUse }: ListProps & { reply: QuickReply }): ReactNode {
  const { t } = useTranslation();
  const { id, shortcut, text } = reply;
  return (
    <li className="recado-quick-reply">
      <UnstyledButton className="recado-template" onClick={() => onUse(text)}>
        <Text size="sm" fw={600}>
          /{shortcut}
        </Text>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {text}
        </Text>
      </UnstyledButton>
      {mayWrite && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('composer.quickReplies.edit', { shortcut })}
            onClick={() => onEdit({ id, shortcut, text })}
          >
            <IconPencil size={16} />
          </ActionIcon>
          <DeleteButton reply={reply} />
        </Group>
      )}
    </li>
  );
}

/** Asks in its own place: the second click deletes. */
function DeleteButton({ reply: { id, shortcut } }: { reply: QuickReply }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const [isAsked, setIsAsked] = useState(false);
  const remove = useDeleteQuickReply();
  if (!isAsked)
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('composer.quickReplies.delete', { shortcut })}
        onClick={() => setIsAsked(true)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    );
  return (
    <Button
      autoFocus
      size="compact-xs"
      color="red.9"
      loading={remove.isPending}
      onBlur={() => setIsAsked(false)}
      onClick={() => remove.mutate(id, { onError: tell.failed })}
    >
      {t('composer.quickReplies.confirmDelete')}
    </Button>
  );
}
