import { Group, Table, Text } from '@mantine/core';
import type { WebhookDelivery } from '@recado/sdk';
import { IconFilterOff, IconSend } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { useLiveInvalidation, usePollMs } from '../../../lib/live/live.ts';
import { useNow } from '../../../lib/use-now.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { EndlessList } from '../../../ui/endless-list.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { RowButton } from '../../../ui/row-button.tsx';
import { deliveriesQuery, deliveryEvents, deliveryKeys, watchedEvery } from '../queries.ts';
import { DeliveryBadge } from './delivery-badge.tsx';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { deliveryFilters } from './delivery-filters.ts';
import { LogFilters } from './log-filters.tsx';

const route = getRouteApi('/shell/webhooks/$webhookId');

/** Everything that was or will be delivered to an endpoint, newest first; a row opens with what went over the wire. */
export function DeliveryLog(): ReactNode {
  const { webhookId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pollMs = usePollMs();
  useLiveInvalidation(deliveryEvents, deliveryKeys, 1_500);
  const log = useInfiniteQuery({
    ...deliveriesQuery(webhookId, deliveryFilters({ ...search })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => watchedEvery(state.data?.pages ?? [], pollMs),
  });
  const open = (delivery: string | undefined): void =>
    void navigate({
      search: ({ delivery: _open, ...rest }) => (delivery === undefined ? rest : { ...rest, delivery }),
      replace: delivery === undefined,
      resetScroll: false,
    });
  return (
    <>
      <LogFilters />
      <EndlessList query={log} empty={<NoDeliveries />}>
        {(deliveries) => <DeliveryTable deliveries={deliveries} onOpen={open} />}
      </EndlessList>
      {search.delivery !== undefined && (
        <DeliveryDrawer key={search.delivery} id={search.delivery} onClose={() => open(undefined)} />
      )}
    </>
  );
}

interface DeliveryTableProps {
  deliveries: readonly WebhookDelivery[];
  onOpen: (id: string) => void;
}

function DeliveryTable({ deliveries, onOpen }: DeliveryTableProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ListTable
      columns={[
        t('webhooks.log.columns.event'),
        t('webhooks.log.columns.state'),
        t('webhooks.log.columns.answer'),
        t('webhooks.log.columns.attempts'),
        t('webhooks.log.columns.time'),
      ]}
      spacing="xs"
    >
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} delivery={delivery} onOpen={onOpen} />
      ))}
    </ListTable>
  );
}

function DeliveryRow({
  delivery,
  onOpen,
}: {
  delivery: WebhookDelivery;
  onOpen: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(1_000);
  const { eventType, nextAttemptAt, attempts } = delivery;
  const time = format.moment(delivery.createdAt);
  return (
    <Table.Tr>
      <Table.Td>
        <RowButton
          label={t('webhooks.log.open', { type: eventType, time })}
          onClick={() => onOpen(delivery.id)}
        >
          <Text size="sm" ff="monospace" fw={500}>
            {eventType}
          </Text>
        </RowButton>
      </Table.Td>
      <Table.Td data-label={t('webhooks.log.columns.state')}>
        <DeliveryBadge state={delivery.state} />
        {delivery.state === 'pending' && attempts > 0 && nextAttemptAt !== null && (
          <Text size="xs" c="dimmed">
            {t('webhooks.log.next', { ago: format.ago(nextAttemptAt, nowMs) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td data-label={t('webhooks.log.columns.answer')}>
        <Answer delivery={delivery} />
      </Table.Td>
      <Table.Td data-label={t('webhooks.log.columns.attempts')}>
        <Text size="sm">{format.number(attempts)}</Text>
      </Table.Td>
      <Table.Td data-label={t('webhooks.log.columns.time')}>
        <Text size="sm" c="dimmed" className="recado-nowrap">
          {time}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function Answer({ delivery: { lastStatusCode, lastError } }: { delivery: WebhookDelivery }): ReactNode {
  return (
    <Group gap={6} wrap="nowrap">
      <Text size="sm" ff="monospace" {...(lastError !== null && { c: 'var(--mantine-color-error)' })}>
        {lastStatusCode ?? lastError ?? '–'}
      </Text>
    </Group>
  );
}

function NoDeliveries(): ReactNode {
  const { t } = useTranslation();
  const { webhookId } = route.useParams();
  const isFiltered = Object.keys(deliveryFilters({ ...route.useSearch() })).length > 0;
  if (!isFiltered)
    return (
      <EmptyState
        icon={<IconSend size={28} />}
        title={t('webhooks.log.empty.title')}
        body={t('webhooks.log.empty.body')}
      />
    );
  return (
    <EmptyState
      icon={<IconFilterOff size={28} />}
      title={t('webhooks.log.emptyFilter.title')}
      body={t('webhooks.log.emptyFilter.body')}
      action={
        <LinkButton to="/webhooks/$webhookId" params={{ webhookId }} search={{}} variant="default">
          {t('webhooks.log.emptyFilter.clear')}
        </LinkButton>
      }
    />
  );
}
