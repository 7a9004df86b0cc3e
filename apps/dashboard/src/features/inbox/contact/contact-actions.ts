import {
  addConversationNote,
  changeContactConsent,
  deleteConversationNote,
  updateContact,
  type ConsentStatus,
  type Contact,
  type UpdateContact,
} from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { contactQuery, conversationsKey, notesQuery } from '../queries.ts';

/** What a consent rests on that somebody set here. */
const SOURCE = 'inbox';

/** What can be changed of a contact; the conversations that show it are read again. */
export function useContactActions({ id }: Pick<Contact, 'id'>) {
  const queries = useQueryClient();
  const tell = useTell();
  const path = { id };
  const onSuccess = (): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries({ queryKey: contactQuery(id).queryKey }),
      queries.invalidateQueries({ queryKey: conversationsKey }),
    ]);
  return {
    update: useMutation({
      mutationFn: (body: UpdateContact) => call(updateContact({ client, path, body })),
      onSuccess,
    }),
    setBlocked: useMutation({
      mutationFn: (isBlocked: boolean) => call(updateContact({ client, path, body: { isBlocked } })),
      onError: tell.failed,
      onSuccess,
    }),
    changeConsent: useMutation({
      mutationFn: (consent: ConsentStatus) =>
        call(changeContactConsent({ client, path, body: { consent, source: SOURCE } })),
      onError: tell.failed,
      onSuccess,
    }),
  };
}

/** Writing notes about a conversation, and taking them away. */
export function useNoteActions(conversationId: string) {
  const queries = useQueryClient();
  const tell = useTell();
  const onSettled = (): Promise<void> =>
    queries.invalidateQueries({ queryKey: notesQuery(conversationId).queryKey });
  return {
    add: useMutation({
      mutationFn: (text: string) =>
        call(addConversationNote({ client, path: { id: conversationId }, body: { text } })),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (noteId: string) =>
        call(deleteConversationNote({ client, path: { id: conversationId, noteId } })),
      onError: tell.failed,
      onSettled,
    }),
  };
}
