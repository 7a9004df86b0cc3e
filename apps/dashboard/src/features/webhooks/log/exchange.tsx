import { Stack, Text, Title } from '@mantine/core';
import type { WebhookAttempt, WebhookDeliveryDetail } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { JsonView } from '../../../ui/json-view.tsx';
import { errorWord } from './error-words.ts';
import { Timing } from './timing.tsx';

export interface ExchangeProps {
  attempt: WebhookAttempt;
  body: WebhookDeliveryDetail['body'];
}

/** One request and its answer side by side, why it failed, and where its time went. */
export function Exchange({ attempt, body }: ExchangeProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Why attempt={attempt} />
      <Timing timings={attempt.timings} />
      <div className="recado-exchange">
        <Side title={t('webhooks.delivery.request')}>
          <Headers label={t('webhooks.delivery.requestHeaders')} headers={attempt.requestHeaders} />
          <JsonView label={t('webhooks.delivery.requestBody')} value={body} />
        </Side>
        <Side title={t('webhooks.delivery.response')} note={attempt.statusCode ?? undefined}>
          <Response attempt={attempt} />
        </Side>
      </div>
    </Stack>
  );
}

function Why({ attempt: { error } }: { attempt: WebhookAttempt }): ReactNode {
  const { t } = useTranslation();
  const word = errorWord(error);
  if (word === undefined) return null;
  return (
    <Text size="sm">
      <Text span ff="monospace" size="sm" c="var(--mantine-color-error)">
        {error}
      </Text>{' '}
      {t(`deliveryErrors.${word}`)}
    </Text>
  );
}

function Response({ attempt }: { attempt: WebhookAttempt }): ReactNode {
  const { t } = useTranslation();
  const { responseHeaders, responseBody, statusCode } = attempt;
  if (statusCode === null)
    return (
      <Text size="sm" c="dimmed">
        {t('webhooks.delivery.noResponse')}
      </Text>
    );
  return (
    <>
      <Headers label={t('webhooks.delivery.responseHeaders')} headers={responseHeaders ?? {}} />
      {responseBody === null || responseBody === '' ? (
        <Text size="sm" c="dimmed">
          {t('webhooks.delivery.noBody')}
        </Text>
      ) : (
        <JsonView label={t('webhooks.delivery.responseBody')} value={responseBody} />
      )}
    </>
  );
}

function Side({ title, note, children }: { title: string; note?: number; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title}>
      <Title order={3} size="h6" mb="xs">
        {title}
        {note !== undefined && ` ${note}`}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}

function Headers({ label, headers }: { label: string; headers: Record<string, string> }): ReactNode {
  return (
    <dl className="recado-headers" aria-label={label}>
      {Object.entries(headers).map(([name, value]) => (
        <div key={name} className="recado-header">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
