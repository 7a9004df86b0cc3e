import { UnstyledButton } from '@mantine/core';
import type { Message } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf, textField } from '../../../../lib/content-fields.ts';
import { useThreadContext } from '../thread-context.ts';
import { targetOf } from '../thread-folding.ts';
import { Trouble } from './trouble.tsx';

const noted: ReadonlySet<string> = new Set(['system', 'reaction', 'poll_vote', 'edit', 'delete']);

/** Whether a message is a line amid the thread rather than something that was said. */
export const standsAsNote = ({ message }: Message): boolean => noted.has(message.type);

function useNoteText(message: Message): string {
  const { t } = useTranslation();
  const { who } = useThreadContext();
  const fields = fieldsOf(message.message.content);
  const emoji = textField(fields, 'emoji');
  switch (message.message.type) {
    case 'reaction':
      return emoji === undefined
        ? t('thread.reactionGone', { who: who(message) })
        : t('thread.reacted', { who: who(message), emoji });
    case 'poll_vote':
      return t('thread.voted', { who: who(message) });
    case 'edit':
      return t('thread.editOf');
    case 'delete':
      return t('thread.deletionOf');
    default:
      return textField(fields, 'body') ?? t('thread.notice');
  }
}

/** What happened, and where it leads if it is about another message. */
export function Note({ message }: { message: Message }): ReactNode {
  const text = useNoteText(message);
  const { goTo } = useThreadContext();
  const target = targetOf(message);
  return (
    <div className="recado-thread-note" data-message={message.id}>
      {target === undefined ? (
        <span>{text}</span>
      ) : (
        <UnstyledButton onClick={() => goTo(target)}>{text}</UnstyledButton>
      )}
      <Trouble message={message} />
    </div>
  );
}
