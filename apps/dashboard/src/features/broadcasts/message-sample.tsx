import { Text } from '@mantine/core';
import type { OutboundContent } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '../../lib/content-fields.ts';
import { TemplateBubble } from '../../ui/templates/template-preview.tsx';
import { useSaidTemplate } from '../../ui/templates/use-said-template.ts';
import { sampleOf } from './sample-policy.ts';

export interface MessageSampleProps {
  message: OutboundContent;
  /** The number that sends it; null once it was deleted. */
  instanceId: string | null;
}

/** The message of a broadcast as a customer reads it, as far as words say it. */
export function MessageSample({ message, instanceId }: MessageSampleProps): ReactNode {
  const { t } = useTranslation();
  if (message.type === 'template')
    return <TemplateSample content={message.content} instanceId={instanceId} />;
  return (
    <div className="recado-sample">
      {message.type !== 'text' && (
        <Text size="xs" c="dimmed">
          {t(`words.messageType.${message.type}`)}
        </Text>
      )}
      {sampleOf(message)}
    </div>
  );
}

interface TemplateSampleProps {
  content: object;
  instanceId: string | null;
}

function TemplateSample({ content, instanceId }: TemplateSampleProps): ReactNode {
  const shown = useSaidTemplate(instanceId, fieldsOf(content));
  return (
    <div>
      <TemplateBubble shown={shown} />
    </div>
  );
}
