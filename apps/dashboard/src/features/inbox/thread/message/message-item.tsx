import type { Message } from '@recado/sdk';
import { memo, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeOf } from '../../../../lib/format.ts';
import { MessageContent } from '../content/message-content.tsx';
import { useThreadContext } from '../thread-context.ts';
import type { MessageRow } from '../thread-rows.ts';
import { MessageMenu } from './message-menu.tsx';
import { Note, standsAsNote } from './note.tsx';
import { Quote } from './quote.tsx';
import { Reactions } from './reactions.tsx';
import { StatusLine } from './status-line.tsx';
import { Trouble } from './trouble.tsx';

/** A message of the thread. */
export const MessageItem = memo(
  function MessageItem({ row }: { row: MessageRow }): ReactNode {
    return standsAsNote(row.message) ? <Note message={row.message} /> : <Speech row={row} />;
  },
  ({ row }, { row: next }) =>
    row.message === next.message &&
    row.isFirst === next.isFirst &&
    row.isLast === next.isLast &&
    JSON.stringify([row.reactions, row.votes]) === JSON.stringify([next.reactions, next.votes]),
);

/** The actions are there only for the message that one is at: there may be many messages, and each menu has its cost. */
function useActions() {
  const [isNear, setIsNear] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  return {
    isShown: isNear || isOpen,
    isOpen,
    setIsOpen,
    handlers: {
      onMouseEnter: () => setIsNear(true),
      onMouseLeave: () => setIsNear(false),
      onFocus: () => setIsNear(true),
      onBlur: () => setIsNear(false),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.target !== event.currentTarget || event.key !== 'Enter') return;
        event.preventDefault();
        setIsOpen(true);
      },
      // A long press; a mouse has the browser's own menu.
      onContextMenu: (event: MouseEvent) => {
        const { nativeEvent } = event;
        if (!(nativeEvent instanceof PointerEvent) || nativeEvent.pointerType === 'mouse') return;
        event.preventDefault();
        setIsOpen(true);
      },
    },
  };
}

function Speech({ row }: { row: MessageRow }): ReactNode {
  const { message, isFirst, isLast, reactions, votes } = row;
  const { i18n } = useTranslation();
  const { who } = useThreadContext();
  const { isShown, isOpen, setIsOpen, handlers } = useActions();
  return (
    <article
      className="recado-thread-message"
      data-message={message.id}
      data-direction={message.direction}
      data-first={isFirst}
      data-last={isLast}
      tabIndex={-1}
      aria-label={`${who(message)}, ${timeOf(message.createdAt, i18n.language)}`}
      {...handlers}
    >
      {isFirst && <Author message={message} />}
      <div className="recado-thread-message-line">
        <div className="recado-thread-message-bubble" data-type={message.message.type}>
          {message.replyTo !== null && <Quote messageId={message.replyTo} />}
          <MessageContent content={message.message} instanceId={message.instanceId} votes={votes} />
          <StatusLine message={message} />
        </div>
        {isShown && (
          <MessageMenu message={message} reactions={reactions} isOpen={isOpen} onChange={setIsOpen} />
        )}
      </div>
      <Reactions message={message} reactions={reactions} />
      <Trouble message={message} />
    </article>
  );
}

/** Above the first of several: in a group which member, with ours who had it sent. The customer alone needs no name. */
function Author({ message }: { message: Message }): ReactNode {
  const { conversation, who } = useThreadContext();
  const isNamed = message.direction === 'outbound' || conversation.isGroup;
  return isNamed && <span className="recado-thread-message-author">{who(message)}</span>;
}
