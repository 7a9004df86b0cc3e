import { UnstyledButton } from '@mantine/core';
import type { Message } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../lib/api/profile.ts';
import { useTell } from '../../../../lib/tell.ts';
import { countedReactions, type Reaction } from '../thread-folding.ts';
import { useSendChange } from './message-actions-queries.ts';

/** Puts an emoji on a message, or takes it back when it is the one that we put there. */
export function useReact(message: Message, reactions: readonly Reaction[]): (emoji: string) => void {
  const tell = useTell();
  const { mutate } = useSendChange(message.conversationId);
  const ours = reactions.find(({ isOurs }) => isOurs)?.emoji;
  return (emoji) =>
    mutate(
      { type: 'reaction', content: { messageId: message.id, emoji: emoji === ours ? '' : emoji } },
      { onError: tell.failed },
    );
}

interface ReactionsProps {
  message: Message;
  reactions: readonly Reaction[];
}

/** The reactions on a message, each with how many there are. */
export function Reactions({ message, reactions }: ReactionsProps): ReactNode {
  return reactions.length > 0 && <Counted message={message} reactions={reactions} />;
}

function Counted({ message, reactions }: ReactionsProps): ReactNode {
  const { t } = useTranslation();
  const maySend = useMay('messages:send');
  const react = useReact(message, reactions);
  return (
    <div className="recado-thread-reactions">
      {countedReactions(reactions).map(({ emoji, count, isOurs }) => (
        <UnstyledButton
          key={emoji}
          className="recado-thread-reaction"
          data-ours={isOurs}
          disabled={!maySend}
          aria-label={t(isOurs ? 'thread.actions.unreact' : 'thread.actions.reactWith', { emoji })}
          onClick={() => react(emoji)}
        >
          {emoji}
          {count > 1 && <span>{count}</span>}
        </UnstyledButton>
      ))}
    </div>
  );
}
