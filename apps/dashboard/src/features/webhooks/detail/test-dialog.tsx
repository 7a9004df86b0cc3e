import { Button, Group, Modal, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { eventTypes } from '@recado/contracts/event-types';
import { testWebhook, type EventType, type Webhook, type WebhookTestResult } from '@recado/sdk';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useFormat } from '../../../lib/format.ts';
import { Dot } from '../../../ui/dot.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { JsonView } from '../../../ui/json-view.tsx';
import { EventExample } from '../event-example.tsx';
import { errorWord } from '../log/error-words.ts';
import { useRefreshWebhooks } from '../webhook-actions.ts';

/** Sends an example to an endpoint and shows what it answered, at once. */
export function TestDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [type, setType] = useState<EventType>('webhook.test');
  const onSettled = useRefreshWebhooks();
  const test = useMutation({
    mutationFn: () => call(testWebhook({ client, path: { id: webhook.id }, body: { type } })),
    onSettled,
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    test.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('webhooks.test.title')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('webhooks.test.body')}</Text>
          <Group align="flex-end" gap="xs">
            <NativeSelect
              flex={1}
              label={t('webhooks.test.type')}
              value={type}
              data={[...eventTypes]}
              onChange={({ currentTarget }) =>
                setType(eventTypes.find((one) => one === currentTarget.value) ?? 'webhook.test')
              }
            />
            <Button type="submit" loading={test.isPending}>
              {t('webhooks.test.send')}
            </Button>
          </Group>
          <div role="status">{test.data !== undefined && <Result result={test.data} />}</div>
          {test.isError && <ErrorState error={test.error} />}
          <div>
            <Title order={3} size="h6" mb={6}>
              {t('webhooks.test.payload')}
            </Title>
            <EventExample type={type} />
          </div>
        </Stack>
      </form>
    </Modal>
  );
}

function Result({ result }: { result: WebhookTestResult }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const word = errorWord(result.error);
  return (
    <Stack gap="xs">
      <Group gap={8}>
        <Dot color={result.delivered ? 'green' : 'red'} />
        <Text size="sm" fw={600}>
          {t(result.delivered ? 'webhooks.test.answered' : 'webhooks.test.refused')}
        </Text>
        <Text size="sm" c="dimmed">
          {`${result.statusCode ?? result.error ?? ''} ${t('webhooks.test.took', { duration: format.milliseconds(result.durationMs) })}`}
        </Text>
      </Group>
      {word !== undefined && <Text size="sm">{t(`deliveryErrors.${word}`)}</Text>}
      {result.responseBody !== null && result.responseBody !== '' ? (
        <JsonView label={t('webhooks.test.answer')} value={result.responseBody} />
      ) : (
        result.statusCode !== null && (
          <Text size="sm" c="dimmed">
            {t('webhooks.test.noBody')}
          </Text>
        )
      )}
    </Stack>
  );
}
