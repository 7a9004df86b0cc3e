import { Table, Text } from '@mantine/core';
import type { Webhook } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../lib/api/numbers.ts';
import { useFormat } from '../../lib/format.ts';
import { shortUrl } from '../../lib/short-url.ts';
import { useNow } from '../../lib/use-now.ts';
import { ListTable } from '../../ui/list-table.tsx';
import { TextLink } from '../../ui/router-link.tsx';
import { Spark } from './spark.tsx';
import { WebhookBadge } from './webhook-badge.tsx';
import { WebhookMenu } from './webhook-menu.tsx';

/** A table on a wide screen, a card for each endpoint on a narrow one. */
export function WebhookTable({ webhooks }: { webhooks: readonly Webhook[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <ListTable
      columns={[
        t('webhooks.columns.endpoint'),
        t('webhooks.columns.state'),
        t('webhooks.columns.success'),
        t('webhooks.columns.events'),
        t('webhooks.columns.lastCalled'),
      ]}
      hasActions
    >
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </ListTable>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(10_000);
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink
          to="/webhooks/$webhookId"
          params={{ webhookId: webhook.id }}
          fw={550}
          size="sm"
          className="recado-break"
        >
          {webhook.description ?? shortUrl(webhook.url)}
        </TextLink>
        <Text size="xs" c="dimmed" className="recado-break">
          {webhook.description !== null && `${shortUrl(webhook.url)} · `}
          <NumberName id={webhook.instanceId} />
        </Text>
      </Table.Td>
      <Table.Td data-label={t('webhooks.columns.state')}>
        <WebhookBadge webhook={webhook} />
      </Table.Td>
      <Table.Td data-label={t('webhooks.columns.success')}>
        <Spark id={webhook.id} />
      </Table.Td>
      <Table.Td data-label={t('webhooks.columns.events')}>
        <EventList webhook={webhook} />
      </Table.Td>
      <Table.Td data-label={t('webhooks.columns.lastCalled')}>
        <Text size="sm" c="dimmed" className="recado-nowrap">
          {webhook.lastCalled === null ? t('webhooks.neverCalled') : format.ago(webhook.lastCalled, nowMs)}
        </Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <WebhookMenu webhook={webhook} />
      </Table.Td>
    </Table.Tr>
  );
}

function NumberName({ id }: { id: string | null }): ReactNode {
  const { t } = useTranslation();
  const numbers = useNumbers();
  return id === null ? t('words.allNumbers') : (numbers?.find((number) => number.id === id)?.name ?? id);
}

const SHOWN = 2;

/** Breaks after its family, where there is no room for all of it. */
function EventName({ event }: { event: string }): ReactNode {
  const end = event.indexOf('.') + 1;
  return (
    <>
      {event.slice(0, end)}
      <wbr />
      {event.slice(end)}
    </>
  );
}

function EventList({ webhook: { events } }: { webhook: Webhook }): ReactNode {
  const { t } = useTranslation();
  if (events.includes('*')) return <Text size="sm">{t('webhooks.allEvents')}</Text>;
  const more = events.length - SHOWN;
  return (
    <>
      {events.slice(0, SHOWN).map((event) => (
        <Text key={event} size="xs" ff="monospace" className="recado-break">
          <EventName event={event} />
        </Text>
      ))}
      {more > 0 && (
        <Text size="xs" c="dimmed">
          {t('webhooks.moreEvents', { more })}
        </Text>
      )}
    </>
  );
}
