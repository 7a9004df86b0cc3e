import {
  changeContactConsent,
  deleteContact,
  mergeContacts,
  updateContact,
  type ConsentStatus,
  type UpdateContact,
} from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useTell } from '../../lib/tell.ts';
import { contactQuery, contactsKey } from './queries.ts';

/** What can be done with a contact. Each has all contacts read again. */
export function useContactActions(id: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const path = { id };
  const onSettled = (): Promise<void> => queries.invalidateQueries({ queryKey: contactsKey });
  return {
    update: useMutation({
      mutationFn: (body: UpdateContact) => call(updateContact({ client, path, body })),
      onSettled,
    }),
    changeConsent: useMutation({
      mutationFn: (body: { consent: ConsentStatus; source?: string }) =>
        call(changeContactConsent({ client, path, body })),
      onSuccess: () => tell.done(t('words.saved')),
      onError: tell.failed,
      onSettled,
    }),
    merge: useMutation({
      mutationFn: ({ kept, gone }: { kept: string; gone: string }) =>
        call(mergeContacts({ client, path: { id: kept }, body: { contactId: gone } })),
      onSuccess: () => tell.done(t('contacts.done.merged')),
      onSettled,
    }),
    erase: useMutation({
      mutationFn: () => call(deleteContact({ client, path })),
      onSuccess: () => {
        queries.removeQueries({ queryKey: contactQuery(id).queryKey });
        tell.done(t('contacts.done.erased'));
      },
      onSettled: () => queries.invalidateQueries({ queryKey: [...contactsKey, 'list'] }),
    }),
  };
}
