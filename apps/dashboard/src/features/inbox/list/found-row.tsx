import type { FoundMessage } from '@recado/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactAvatar } from '../contact-avatar.tsx';
import type { InboxSearch } from '../inbox-filters.ts';
import { useRowTime } from './row-time.ts';
import { partsOf } from './snippet-policy.ts';

export interface FoundRowProps {
  message: FoundMessage;
  search: InboxSearch;
  nowMs: number;
}

/** A message that was found, which leads to its place in the conversation. */
export function FoundRow({ message, search, nowMs }: FoundRowProps): ReactNode {
  const { t } = useTranslation();
  const rowTime = useRowTime();
  const { contact, snippet, direction } = message;
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: message.conversationId }}
      search={{ ...search, message: message.id }}
      className="recado-row"
      preload={false}
    >
      <ContactAvatar id={contact.id} name={contact.name} />
      <span className="recado-row-body">
        <span className="recado-row-line">
          <span className="recado-row-name">{contact.name ?? message.sender}</span>
          <time className="recado-row-time" dateTime={message.createdAt}>
            {rowTime(message.createdAt, nowMs)}
          </time>
        </span>
        <span className="recado-row-snippet">
          {direction === 'outbound' && `${t('inbox.list.us')} `}
          {partsOf(snippet).map(({ text, isFound, start }) =>
            isFound ? <mark key={start}>{text}</mark> : <span key={start}>{text}</span>,
          )}
        </span>
      </span>
    </Link>
  );
}
