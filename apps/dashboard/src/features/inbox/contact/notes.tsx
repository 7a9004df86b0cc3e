import { ActionIcon, Button, Skeleton, Textarea, Tooltip } from '@mantine/core';
import type { Conversation, Note as NoteOf } from '@recado/sdk';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { notesQuery } from '../queries.ts';
import { useNoteActions } from './contact-actions.ts';
import { SideSection } from './side-section.tsx';

/** What the team wrote down about the conversation; the customer never sees it. */
export function Notes({ conversation }: { conversation: Conversation }): ReactNode {
  const { t } = useTranslation();
  const notes = useQuery(notesQuery(conversation.id));
  const mayWrite = useMay('conversations:write');
  return (
    <SideSection title={t('inbox.notes.title')}>
      {mayWrite && <NewNote key={conversation.id} conversationId={conversation.id} />}
      {notes.isPending && <Skeleton height={40} />}
      {notes.isError && <ErrorState error={notes.error} onRetry={() => void notes.refetch()} />}
      {notes.data?.items.length === 0 && <p className="recado-side-hint">{t('inbox.notes.none')}</p>}
      <ul className="recado-notes">
        {notes.data?.items.map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
    </SideSection>
  );
}

function NewNote({ conversationId }: { conversationId: string }): ReactNode {
  const { t } = useTranslation();
  const { add } = useNoteActions(conversationId);
  const [text, setText] = useState('');
  const submit = (event?: SyntheticEvent): void => {
    event?.preventDefault();
    if (text.trim() !== '' && !add.isPending) add.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={submit}>
      <Textarea
        data-note
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4_000}
        aria-label={t('inbox.notes.new')}
        placeholder={t('inbox.notes.placeholder')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      {text.trim() !== '' && (
        <Button type="submit" size="compact-xs" mt={6} loading={add.isPending}>
          {t('inbox.notes.add')}
        </Button>
      )}
      {add.error !== null && <ErrorState error={add.error} />}
    </form>
  );
}

function Note({ note }: { note: NoteOf }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { remove } = useNoteActions(note.conversationId);
  const mayWrite = useMay('conversations:write');
  return (
    <li className="recado-note">
      <p className="recado-note-text">{note.text}</p>
      <p className="recado-side-hint">
        {note.author?.email ?? t('inbox.notes.noAuthor')} · {format.moment(note.createdAt)}
      </p>
      {mayWrite && (
        <Tooltip label={t('inbox.notes.remove')}>
          <ActionIcon
            className="recado-note-remove"
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`${t('inbox.notes.remove')}: ${note.text.slice(0, 40)}`}
            loading={remove.isPending}
            onClick={() => remove.mutate(note.id)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
