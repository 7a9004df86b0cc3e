import { Text } from '@mantine/core';
import type { OutboundContent } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sampleOf } from './sample-policy.ts';

/** The message of a broadcast as a customer reads it, as far as words say it. */
export function MessageSample({ message }: { message: OutboundContent }): ReactNode {
  const { t } = useTranslation();
  const { text, values } = sampleOf(message);
  return (
    <div className="recado-sample">
      {message.type !== 'text' && (
        <Text size="xs" c="dimmed">
          {t(`words.messageType.${message.type}`)}
        </Text>
      )}
      {text}
      {values.length > 0 && (
        <Text size="sm" c="dimmed">
          {values.join(' · ')}
        </Text>
      )}
    </div>
  );
}
