import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { sendMessage, type Instance } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { guideKeys } from './queries.ts';

interface SendStepProps {
  number: Instance;
  /** The simulated customer; undefined for a real number, which writes to whom the person says. */
  customer: string | undefined;
  isDone: boolean;
}

/** Writes the first message, and as many as the person likes after it. */
export function SendStep({ number, customer, isDone }: SendStepProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const [text, setText] = useState<string>();
  const content = text ?? t('guide.send.example');
  const recipient = customer ?? to.trim();
  const send = useMutation({
    mutationFn: () =>
      call(
        sendMessage({
          client,
          body: { instanceId: number.id, recipient, message: { type: 'text', content } },
        }),
      ),
    onSettled: () => {
      for (const queryKey of guideKeys) void queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Stack gap="sm">
        {customer === undefined ? (
          <TextInput
            label={t('guide.send.to')}
            description={t('guide.send.toHint', { phoneNumber: number.phoneNumber })}
            type="tel"
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        ) : (
          !isDone && <Text size="sm">{t('guide.send.customer', { phoneNumber: customer })}</Text>
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
      </Stack>
    </form>
  );
}
