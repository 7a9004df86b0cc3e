import { Button } from '@mantine/core';
import { addConversationNote } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { conversationsKey } from '../queries.ts';
import { Counter } from './counter.tsx';
import { TextField } from './writing/text-field.tsx';
import { useWriting } from './writing/use-writing.ts';

const MOST = 4_000;

/** Writes down what only the team is to see. */
export function NoteComposer({
  conversationId,
  onDone,
}: {
  conversationId: string;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const writing = useWriting(`note:${conversationId}`);
  const key = useRef({ text: '', id: '' });
  const add = useMutation({
    mutationFn: (text: string) => {
      // The same note again is the same request, so that a repetition writes none twice.
      if (key.current.text !== text) key.current = { text, id: crypto.randomUUID() };
      const headers = { 'Idempotency-Key': key.current.id };
      return call(addConversationNote({ client, path: { id: conversationId }, headers, body: { text } }));
    },
    onSuccess: () => {
      key.current = { text: '', id: '' };
      writing.setText('');
      tell.done(t('composer.note.saved'));
      onDone();
      return queries.invalidateQueries({ queryKey: [...conversationsKey, 'notes', conversationId] });
    },
  });
  const text = writing.text.trim();
  const canSave = text !== '' && text.length <= MOST && !add.isPending;
  const save = (): void => {
    if (canSave) add.mutate(text);
  };
  return (
    <div className="recado-composer-box">
      {add.isError && <ErrorState error={add.error} />}
      <TextField
        writing={writing}
        label={t('composer.note.label')}
        placeholder={t('composer.note.placeholder')}
        onSend={save}
        onEscape={onDone}
        hasFocus
      />
      <div className="recado-composer-tools">
        <span className="recado-composer-gap" />
        <Counter text={text} most={MOST} />
        <Button size="xs" onClick={save} disabled={!canSave} loading={add.isPending}>
          {t('composer.note.save')}
        </Button>
      </div>
    </div>
  );
}
