import { Stack, Text } from '@mantine/core';
import type { Instance, Message } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { customerBegins } from '../../lib/first-steps-policy.ts';
import { LinkButton } from '../../ui/router-link.tsx';

interface AnswerStepProps {
  number: Instance;
  /** What came; undefined while it is waited for. */
  received: Message | undefined;
  isSimulated: boolean;
}

/** Waits for what a customer writes, and shows it. */
export function AnswerStep({ number, received, isSimulated }: AnswerStepProps): ReactNode {
  const { t } = useTranslation();
  if (received !== undefined) return <Received message={received} />;
  if (customerBegins(number)) return <FirstMessage number={number} />;
  return t(isSimulated ? 'guide.answer.waiting' : 'guide.answer.waitingReal');
}

function Received({ message: { conversationId, message } }: { message: Message }): ReactNode {
  const { t } = useTranslation();
  const text = 'content' in message && typeof message.content === 'string' ? message.content : undefined;
  return (
    <Stack gap="sm" align="flex-start">
      {text === undefined ? t('guide.answer.other') : <q className="recado-guide-answer">{text}</q>}
      <LinkButton to="/inbox/$conversationId" params={{ conversationId }} variant="default" size="xs">
        {t('guide.answer.open')}
      </LinkButton>
    </Stack>
  );
}

function FirstMessage({ number: { id, name, phoneNumber } }: { number: Instance }): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" align="flex-start">
      {t('guide.receive.waiting', { phoneNumber })}
      <Text size="sm" c="dimmed">
        {t('guide.receive.nothing')}
      </Text>
      <LinkButton to="/numbers/$instanceId" params={{ instanceId: id }} variant="default" size="xs">
        {t('guide.receive.number', { name })}
      </LinkButton>
    </Stack>
  );
}
