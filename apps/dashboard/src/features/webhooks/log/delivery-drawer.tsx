import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { retryWebhookDelivery, type WebhookAttempt, type WebhookDeliveryDetail } from '@recado/sdk';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useTell } from '../../../lib/tell.ts';
import { useNow } from '../../../lib/use-now.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { DetailsDrawer } from '../../../ui/details-drawer.tsx';
import { Dot } from '../../../ui/dot.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { deliveryKeys, deliveryQuery } from '../queries.ts';
import { DeliveryBadge } from './delivery-badge.tsx';
import { Exchange } from './exchange.tsx';

/** A delivery with everything that went over the wire, watched until it is finished. */
export function DeliveryDrawer({ id, onClose }: { id: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const delivery = useQuery(deliveryQuery(id));
  return (
    <DetailsDrawer isWide title={delivery.data?.eventType ?? t('webhooks.delivery.title')} onClose={onClose}>
      {delivery.data !== undefined ? (
        <Delivery delivery={delivery.data} />
      ) : delivery.isPending ? (
        <Skeleton height={320} role="status" aria-label={t('words.loading')} />
      ) : (
        <ErrorState error={delivery.error} onRetry={() => void delivery.refetch()} />
      )}
    </DetailsDrawer>
  );
}

function Delivery({ delivery }: { delivery: WebhookDeliveryDetail }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(1_000);
  const { nextAttemptAt } = delivery;
  return (
    <Stack gap="lg">
      <div>
        <Group justify="space-between">
          <DeliveryBadge state={delivery.state} />
          <RetryButton id={delivery.id} />
        </Group>
        <div className="recado-delivery-line">
          <span>{`${t('webhooks.delivery.created')} ${format.moment(delivery.createdAt)}`}</span>
          {nextAttemptAt !== null && (
            <span>{`${t('webhooks.delivery.nextTry')} ${format.ago(nextAttemptAt, nowMs)}`}</span>
          )}
          {delivery.finishedAt !== null && (
            <span>{`${t('webhooks.delivery.finished')} ${format.moment(delivery.finishedAt)}`}</span>
          )}
        </div>
        <div className="recado-delivery-line">
          <span>{t('webhooks.delivery.webhookId')}</span>
          <CopyText value={delivery.eventId} />
        </div>
      </div>
      <Attempts delivery={delivery} />
    </Stack>
  );
}

function RetryButton({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const retry = useMutation({
    mutationFn: () => call(retryWebhookDelivery({ client, path: { id } })),
    onSuccess: () => tell.done(t('webhooks.done.retried')),
    onError: tell.failed,
    onSettled: () => Promise.all(deliveryKeys.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  if (!useMay('webhooks:write')) return null;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={14} aria-hidden />}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {t('webhooks.delivery.retry')}
    </Button>
  );
}

/** The newest try is shown until another one is chosen. */
function Attempts({ delivery: { history, body } }: { delivery: WebhookDeliveryDetail }): ReactNode {
  const { t } = useTranslation();
  const [chosenId, setChosenId] = useState<string>();
  const shown = history.find(({ id }) => id === chosenId) ?? history.at(-1);
  if (shown === undefined)
    return (
      <Text size="sm" c="dimmed">
        {t('webhooks.delivery.waiting')}
      </Text>
    );
  return (
    <>
      <div className="recado-attempts" role="group" aria-label={t('webhooks.delivery.attempts')}>
        {history.map((attempt) => (
          <AttemptButton
            key={attempt.id}
            attempt={attempt}
            isShown={attempt === shown}
            onShow={() => setChosenId(attempt.id)}
          />
        ))}
      </div>
      <Exchange attempt={shown} body={body} />
    </>
  );
}

interface AttemptButtonProps {
  attempt: WebhookAttempt;
  isShown: boolean;
  onShow: () => void;
}

function AttemptButton({ attempt, isShown, onShow }: AttemptButtonProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <button type="button" className="recado-attempt" aria-pressed={isShown} onClick={onShow}>
      <Dot color={attempt.error === null ? 'green' : 'red'} />
      <span>
        {attempt.isProbe
          ? t('webhooks.delivery.probe')
          : t('webhooks.delivery.attempt', { number: attempt.attempt })}
        {` · ${attempt.statusCode ?? t('webhooks.delivery.noAnswer')}`}
      </span>
      <Text span size="xs" c="dimmed">
        {format.moment(attempt.createdAt)}
      </Text>
    </button>
  );
}
