import type { Conversation } from '@recado/sdk';
import { useTranslation } from 'react-i18next';

type Named = Pick<Conversation, 'isGroup'> & {
  contact: Pick<Conversation['contact'], 'name' | 'phoneNumber' | 'recipient'>;
};

/** What a conversation is called: the name of the contact, else its number. */
export function useContactName(): (conversation: Named) => string {
  const { t } = useTranslation();
  return ({ contact, isGroup }) =>
    contact.name ??
    contact.phoneNumber ??
    (isGroup ? t('inbox.group') : (contact.recipient ?? t('inbox.nameless')));
}
