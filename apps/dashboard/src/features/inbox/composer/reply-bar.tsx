import { CloseButton, Text } from '@mantine/core';
import type { Message } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { messageWords } from './message-words.ts';

export interface ReplyBarProps {
  message: Message;
  /** The name of who is at the other end. */
  name: string;
  onCancel: () => void;
}

/** The message that is being answered. */
export function ReplyBar({ message, name, onCancel }: ReplyBarProps): ReactNode {
  const { t } = useTranslation();
  const { type } = message.message;
  return (
    <div className="recado-composer-reply">
      <div className="recado-shrinks">
        <Text size="xs" fw={600} c="var(--mantine-color-anchor)">
          {message.direction === 'inbound' ? t('composer.reply.to', { name }) : t('composer.reply.own')}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {messageWords(message) ?? t(`words.messageType.${type}`)}
        </Text>
      </div>
      <CloseButton size="sm" aria-label={t('composer.reply.cancel')} onClick={onCancel} />
    </div>
  );
}
