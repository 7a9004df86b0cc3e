import type { Conversation, Message } from '@recado/sdk';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconMessageX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../lib/api/problem.ts';
import { usePollMs } from '../../../lib/live/live.ts';
import { Deferred } from '../../../ui/deferred.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { Composer } from '../composer/composer.tsx';
import { ContactSide } from '../contact/contact-side.tsx';
import { inboxFilters } from '../inbox-filters.ts';
import { conversationQuery } from '../queries.ts';
import { SandboxPhone } from '../sandbox-phone/sandbox-phone.tsx';
import { Thread } from '../thread/thread.tsx';
import { useThread, type ThreadState } from '../thread/use-thread.ts';
import { ConversationHead } from './conversation-head.tsx';
import { ConversationSkeleton } from './conversation-skeleton.tsx';
import { useMarkRead } from './read-receipt.ts';
import type { Side } from './tools.ts';

const route = getRouteApi('/shell/inbox/$conversationId');

/** The conversation that is open: its messages, where one writes, and who it is with. */
export function ConversationPane(): ReactNode {
  const { conversationId } = route.useParams();
  return <Pane key={conversationId} conversationId={conversationId} />;
}

function Pane({ conversationId }: { conversationId: string }): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  // Read together with the conversation, not after it.
  const thread = useThread(conversationId);
  const conversation = useQuery({ ...conversationQuery(conversationId), refetchInterval: usePollMs() });
  if (conversation.data !== undefined)
    return <OpenConversation conversation={conversation.data} thread={thread} />;
  if (conversation.isPending) return <ConversationSkeleton />;
  if (failureOf(conversation.error).code !== 'not_found')
    return (
      <div className="recado-inbox-state">
        <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />
      </div>
    );
  return (
    <section className="recado-inbox-nothing">
      <EmptyState
        icon={<IconMessageX size={28} />}
        title={t('inbox.gone.title')}
        body={t('inbox.gone.body')}
        action={
          <LinkButton to="/inbox" search={inboxFilters({ ...search })} variant="default">
            {t('inbox.back')}
          </LinkButton>
        }
      />
    </section>
  );
}

interface OpenConversationProps {
  conversation: Conversation;
  thread: ThreadState;
}

function OpenConversation({ conversation, thread }: OpenConversationProps): ReactNode {
  const [side, setSide] = useSide();
  const [replyTo, setReplyTo] = useState<Message>();
  useMarkRead(conversation);
  const closeSide = useCallback(() => setSide(undefined), [setSide]);
  return (
    <div className="recado-conversation" {...(side !== undefined && { 'data-side': side })}>
      <section className="recado-conversation-main" aria-label={conversation.contact.name ?? ''}>
        <ConversationHead conversation={conversation} side={side} setSide={setSide} />
        <Thread conversation={conversation} thread={thread} onReply={setReplyTo} />
        <Deferred placeholder={<div className="recado-composer recado-composer-due" />}>
          <Composer conversation={conversation} replyTo={replyTo} onReplyDone={() => setReplyTo(undefined)} />
        </Deferred>
      </section>
      {side === 'contact' && <ContactSide conversation={conversation} onClose={closeSide} />}
      {side === 'phone' && <SandboxPhone conversation={conversation} onClose={closeSide} />}
    </div>
  );
}

/** Where there is room, the side stays as the person left it; elsewhere it comes when it is asked for. */
function useSide(): [Side, (side: Side) => void] {
  const hasRoom = useMediaQuery('(min-width: 80em)', undefined, { getInitialValueInEffect: false });
  const [kept, keep] = useLocalStorage<'contact' | 'phone' | 'none'>({
    key: 'recado-inbox-side',
    defaultValue: 'contact',
    getInitialValueInEffect: false,
  });
  const [asked, ask] = useState<Side>();
  if (!hasRoom) return [asked, ask];
  return [kept === 'none' ? undefined : kept, (side) => keep(side ?? 'none')];
}
