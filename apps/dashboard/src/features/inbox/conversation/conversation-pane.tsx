import type { Message } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { Composer } from '../composer/composer.tsx';
import { conversationQuery } from '../queries.ts';
import { Thread } from '../thread/thread.tsx';

const route = getRouteApi('/shell/inbox/$conversationId');

/** The conversation that is open: its messages, and where one writes. */
export function ConversationPane(): ReactNode {
  const { conversationId } = route.useParams();
  return <OpenConversation key={conversationId} id={conversationId} />;
}

function OpenConversation({ id }: { id: string }): ReactNode {
  const conversation = useQuery(conversationQuery(id));
  const [replyTo, setReplyTo] = useState<Message>();
  if (conversation.isPending) return <LoadingRows />;
  if (conversation.data === undefined)
    return <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />;
  return (
    <section className="recado-conversation">
      <header className="recado-conversation-head">
        {conversation.data.contact.name ?? conversation.data.contact.phoneNumber}
      </header>
      <Thread conversation={conversation.data} onReply={setReplyTo} />
      <Composer
        conversation={conversation.data}
        replyTo={replyTo}
        onReplyDone={() => setReplyTo(undefined)}
      />
    </section>
  );
}
