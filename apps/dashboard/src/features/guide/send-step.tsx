import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { sendMessage, type Instance, type Message } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { customerBegins, isLost } from '../../lib/first-steps-policy.ts';
import { useMessageReason } from '../../lib/use-message-reason.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { MessageStatus } from '../../ui/message-status.tsx';
import { guideKeys, type LastMessages } from './queries.ts';

interface SendStepProps {
  number: Instance;
  /** The simulated customer; undefined for a real number, which writes to whom the person says. */
  customer: string | undefined;
  last: LastMessages;
  isDone: boolean;
}

const senderOf = (message: Message | undefined): string | undefined => message?.sender;

function useSend(instanceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ recipient, content }: { recipient: string; content: string }) =>
      call(sendMessage({ client, body: { instanceId, recipient, message: { type: 'text', content } } })),
    onSettled: () => {
      for (const queryKey of guideKeys) void queries.invalidateQueries({ queryKey });
    },
  });
}

/** Writes the first message, and as many as the person likes after it. */
export function SendStep({ number, customer, last: { sent, received }, isDone }: SendStepProps): ReactNode {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const [text, setText] = useState<string>();
  const content = text ?? t('guide.send.example');
  const begins = customerBegins(number);
  const known = begins ? senderOf(received) : customer;
  const recipient = known ?? to.trim();
  const send = useSend(number.id);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ recipient, content });
      }}
    >
      <Stack gap="sm">
        {known === undefined ? (
          <ToField number={number} value={to} onChange={setTo} />
        ) : (
          !isDone && <Whom phoneNumber={known} hasWritten={begins} />
        )}
        <Group gap="xs" align="flex-end">
          <TextInput
            flex="1 1 180px"
            label={t('guide.send.text')}
            value={content}
            maxLength={1_000}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant={isDone ? 'default' : 'filled'}
            loading={send.isPending}
            disabled={content.trim() === '' || recipient === ''}
          >
            {t(isDone ? 'guide.send.again' : 'guide.send.submit')}
          </Button>
        </Group>
        {send.isError && <ErrorState error={send.error} />}
        <Fate message={sent} isShown={begins} />
      </Stack>
    </form>
  );
}

interface ToFieldProps {
  number: Instance;
  value: string;
  onChange: (value: string) => void;
}

function ToField({ number: { phoneNumber }, value, onChange }: ToFieldProps): ReactNode {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('guide.send.to')}
      description={t('guide.send.toHint', { phoneNumber })}
      type="tel"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Whom({ phoneNumber, hasWritten }: { phoneNumber: string; hasWritten: boolean }): ReactNode {
  const { t } = useTranslation();
  return <Text size="sm">{t(`guide.send.${hasWritten ? 'writer' : 'customer'}`, { phoneNumber })}</Text>;
}

interface FateProps {
  message: Message | undefined;
  /** That it goes its way is told here only where no later step tells it. */
  isShown: boolean;
}

/** What became of the last message. */
function Fate({ message, isShown }: FateProps): ReactNode {
  const { t } = useTranslation();
  const reason = useMessageReason();
  if (message === undefined) return null;
  const { status, error } = message;
  if (!isLost(status)) return isShown && <MessageStatus status={status} />;
  return (
    <Alert color="red" variant="outline" className="recado-alert" role="alert" title={t('guide.send.lost')}>
      {error !== null && <Text size="sm">{reason(error)}</Text>}
    </Alert>
  );
}
