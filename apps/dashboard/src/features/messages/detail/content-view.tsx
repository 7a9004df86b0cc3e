import { Box, Group, List, Text } from '@mantine/core';
import type { MessageWithHistory } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '../../../lib/content-fields.ts';
import { JsonView } from '../../../ui/json-view.tsx';
import { MessageStatus } from '../../../ui/message-status.tsx';
import { TemplateBubble } from '../../../ui/templates/template-preview.tsx';
import { useSaidTemplate } from '../../../ui/templates/use-said-template.ts';
import { textOfMessage } from '../message-text.ts';
import { choicesOf, fileOf } from './content-policy.ts';
import { FileLine } from './file-line.tsx';

/** What a message says, drawn small; what is not said in words is shown as it is kept. */
export function ContentView({
  message: { instanceId, message, status },
}: {
  message: MessageWithHistory;
}): ReactNode {
  const { t } = useTranslation();
  const text = textOfMessage(message);
  const file = fileOf(message.content);
  const choices = choicesOf(message.content);
  const isSaid = text !== undefined || file !== undefined;
  return (
    <div className="recado-message-content">
      <Group justify="space-between" mb={isSaid ? 6 : 0}>
        <Text size="xs" c="dimmed">
          {t(`words.messageType.${message.type}`)}
        </Text>
        <MessageStatus status={status} />
      </Group>
      {file !== undefined && <FileLine file={file} />}
      {text !== undefined && <p>{text}</p>}
      {choices.length > 0 && (
        <List size="sm" mt={6} c="dimmed">
          {choices.map((choice, place) => (
            <List.Item key={`${String(place)} ${choice}`}>{choice}</List.Item>
          ))}
        </List>
      )}
      {message.type === 'template' && <SaidTemplate content={message.content} instanceId={instanceId} />}
      {!isSaid && <JsonView label={t('messages.detail.content')} value={message.content} />}
    </div>
  );
}

/** The template as the customer read it. */
function SaidTemplate({ content, instanceId }: { content: object; instanceId: string }): ReactNode {
  const shown = useSaidTemplate(instanceId, fieldsOf(content));
  const isKnown = shown.body !== '' || shown.header !== undefined || shown.file !== undefined;
  return (
    isKnown && (
      <Box mt={8}>
        <TemplateBubble shown={shown} />
      </Box>
    )
  );
}
