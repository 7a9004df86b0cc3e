import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { MessageExchange } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { JsonView } from '../../../ui/json-view.tsx';
import { exchangeQuery } from '../queries.ts';

/** What went to WhatsApp for a message and what came from it, word for word. */
export function ExchangeView({ id, isInbound }: { id: string; isInbound: boolean }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(exchangeQuery(id));
  if (data === undefined)
    return error === null ? (
      <Skeleton height={200} role="status" aria-label={t('words.loading')} />
    ) : (
      <ErrorState error={error} onRetry={() => void refetch()} />
    );
  return (
    <Stack gap="lg">
      {!isInbound && <Request request={data.request} />}
      {data.attempts.map((attempt) => (
        <Answer key={`${attempt.at} ${String(attempt.attempt)}`} attempt={attempt} />
      ))}
      <Updates updates={data.updates} isInbound={isInbound} />
    </Stack>
  );
}

function Request({ request }: { request: MessageExchange['request'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <Part title={t('messages.exchange.request')}>
      {request === null ? (
        <Text size="sm" c="dimmed">
          {t('messages.exchange.sealed')}
        </Text>
      ) : (
        <>
          <Text size="xs" ff="monospace" className="recado-break">
            {request.method} {request.url}
          </Text>
          <JsonView label={t('messages.exchange.request')} value={request.body} />
          <Text size="xs" c="dimmed">
            {t('messages.exchange.requestNote')}
          </Text>
        </>
      )}
    </Part>
  );
}

function Answer({ attempt }: { attempt: MessageExchange['attempts'][number] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { answer, whatsappId } = attempt;
  const label = t('messages.exchange.answer', { number: format.number(attempt.attempt) });
  const note = whatsappId === null ? t('messages.exchange.noAnswer') : t('messages.exchange.taken');
  return (
    <Part title={label} aside={answer === null ? undefined : `HTTP ${String(answer.status)}`} at={attempt.at}>
      {answer === null ? (
        <Text size="sm">
          {note} {whatsappId !== null && <span className="recado-break">{whatsappId}</span>}
        </Text>
      ) : (
        <JsonView label={label} value={answer.body} />
      )}
    </Part>
  );
}

function Updates({
  updates,
  isInbound,
}: {
  updates: MessageExchange['updates'];
  isInbound: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  if (updates.length === 0)
    return (
      <Part title={t('messages.exchange.updates')}>
        <Text size="sm" c="dimmed">
          {t(isInbound ? 'messages.exchange.noMessage' : 'messages.exchange.noUpdates')}
        </Text>
      </Part>
    );
  return updates.map((update, index) => {
    const title = t('messages.exchange.update', { number: format.number(index + 1) });
    return (
      <Part
        key={`${update.receivedAt} ${JSON.stringify(update.payload)}`}
        title={title}
        at={update.receivedAt}
      >
        <JsonView label={title} value={update.payload} />
      </Part>
    );
  });
}

interface PartProps {
  title: string;
  aside?: string | undefined;
  at?: string;
  children: ReactNode;
}

function Part({ title, aside, at, children }: PartProps): ReactNode {
  const format = useFormat();
  return (
    <Stack gap={6} component="section">
      <Group justify="space-between" gap="xs">
        <Text component="h3" size="sm" fw={550}>
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {[aside, at === undefined ? undefined : format.instant(at)].filter(Boolean).join(' · ')}
        </Text>
      </Group>
      {children}
    </Stack>
  );
}
