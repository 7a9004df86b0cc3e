import type { ContactDetails, Conversation } from '@recado/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useFormat } from '../../../lib/format.ts';
import { useNow } from '../../../lib/use-now.ts';
import { Dot } from '../../../ui/dot.tsx';
import { SideSection } from './side-section.tsx';

const MINUTE_MS = 60_000;
const colors = { open: 'green', waiting: 'yellow', pending: 'gray', closed: 'gray' } as const;

export interface OtherConversationsProps {
  contact: ContactDetails;
  conversation: Conversation;
}

/** What the contact has or had with other numbers of ours. */
export function OtherConversations({ contact, conversation }: OtherConversationsProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(MINUTE_MS);
  const numbers = useNumbers();
  const others = contact.conversations.filter(({ id }) => id !== conversation.id);
  if (others.length === 0) return null;
  return (
    <SideSection title={t('inbox.others')}>
      <ul className="recado-notes">
        {others.map(({ id, instanceId, status, lastMessageAt }) => (
          <li key={id}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: id }}
              search={{}}
              className="recado-other"
            >
              <Dot color={colors[status]} />
              <span>{numbers?.find((number) => number.id === instanceId)?.name ?? t('words.number')}</span>
              <span className="recado-dimmed">
                {t(`inbox.state.${status}`)}
                {lastMessageAt !== null && ` · ${format.ago(lastMessageAt, nowMs)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </SideSection>
  );
}
