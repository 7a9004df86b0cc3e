import './thread.css';
import type { Conversation, Message } from '@recado/sdk';
import { useMemo, useState, type ReactNode } from 'react';
import { useTell } from '../../../lib/tell.ts';
import { Deferred } from '../../../ui/deferred.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { ChangeDialog, type Change } from './message/change-dialogs.tsx';
import { useWho } from './message/use-who.ts';
import { NothingSaid, ThreadSkeleton } from './thread-states.tsx';
import { ThreadContext } from './thread-context.ts';
import { ThreadList } from './thread-list.tsx';
import { firstUnread, rowsOf } from './thread-rows.ts';
import { useAskedMessage } from './use-asked-message.ts';
import { useLatest, useScroll } from './use-scroll.ts';
import type { ThreadState } from './use-thread.ts';
import type { ThreadWindow } from './thread-window.ts';

export interface ThreadProps {
  conversation: Conversation;
  thread: ThreadState;
  /** Somebody wants to answer this very message. */
  onReply: (message: Message) => void;
}

/** The messages of a conversation. */
export function Thread({ conversation, thread, onReply }: ThreadProps): ReactNode {
  const { window, drafts, error, retry } = thread;
  if (window === undefined)
    return error === null ? (
      <ThreadLoading />
    ) : (
      <div className="recado-thread-place">
        <ErrorState error={error} onRetry={retry} />
      </div>
    );
  if (window.messages.length === 0 && drafts.length === 0)
    return (
      <div className="recado-thread-place">
        <NothingSaid />
      </div>
    );
  return (
    <Deferred placeholder={<ThreadLoading />}>
      <OpenThread conversation={conversation} thread={thread} window={window} onReply={onReply} />
    </Deferred>
  );
}

const ThreadLoading = (): ReactNode => (
  <div className="recado-thread-place">
    <ThreadSkeleton />
  </div>
);

interface OpenThreadProps extends ThreadProps {
  window: ThreadWindow;
}

function OpenThread({ conversation, thread, window, onReply }: OpenThreadProps): ReactNode {
  const tell = useTell();
  const who = useWho(conversation);
  const [change, setChange] = useState<Change>();
  const [unreadFrom] = useState(() => firstUnread(window.messages, conversation.unreadCount));
  const { messages } = window;
  const drafts = window.hasNewer ? noDrafts : thread.drafts;
  const rows = useMemo(() => rowsOf({ messages, drafts, unreadFrom }), [messages, drafts, unreadFrom]);
  const scroll = useScroll({
    conversationId: conversation.id,
    rows,
    thread,
    onGone: tell.failed,
  });
  const latest = useLatest(messages);
  const { goTo } = scroll;
  useAskedMessage(goTo);
  const context = useMemo(
    () => ({
      conversation,
      who,
      find: (id: string) => latest.current.find((message) => message.id === id),
      goTo,
      reply: onReply,
      ask: setChange,
    }),
    [conversation, who, latest, goTo, onReply],
  );
  return (
    <ThreadContext value={context}>
      <div className="recado-thread-place">
        <ThreadList rows={rows} thread={thread} window={window} scroll={scroll} />
      </div>
      {change !== undefined && <ChangeDialog change={change} onClose={() => setChange(undefined)} />}
    </ThreadContext>
  );
}

const noDrafts: ThreadState['drafts'] = [];
