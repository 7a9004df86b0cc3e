import './thread.css';
import type { Conversation, Message } from '@recado/sdk';
import { useMemo, useState, type ReactNode } from 'react';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { ChangeDialog, type Change } from './message/change-dialogs.tsx';
import { useWho } from './message/use-who.ts';
import { NothingSaid, ThreadSkeleton } from './thread-states.tsx';
import { ThreadContext } from './thread-context.ts';
import { ThreadList } from './thread-list.tsx';
import { firstUnread, rowsOf } from './thread-rows.ts';
import { useAskedMessage } from './use-asked-message.ts';
import { useLatest, useScroll } from './use-scroll.ts';
import { useThread, type ThreadState } from './use-thread.ts';
import type { ThreadWindow } from './thread-window.ts';

export interface ThreadProps {
  conversation: Conversation;
  /** Somebody wants to answer this very message. */
  onReply: (message: Message) => void;
}

/** The messages of a conversation. */
export function Thread({ conversation, onReply }: ThreadProps): ReactNode {
  const thread = useThread(conversation.id);
  const { window, drafts, error, retry } = thread;
  if (window === undefined)
    return (
      <div className="recado-thread-place">
        {error === null ? <ThreadSkeleton /> : <ErrorState error={error} onRetry={retry} />}
      </div>
    );
  if (window.messages.length === 0 && drafts.length === 0)
    return (
      <div className="recado-thread-place">
        <NothingSaid />
      </div>
    );
  return (
    <OpenThread
      key={conversation.id}
      conversation={conversation}
      thread={thread}
      window={window}
      onReply={onReply}
    />
  );
}

interface OpenThreadProps extends ThreadProps {
  thread: ThreadState;
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
