import { Anchor, Button, Stack, Table, Text } from '@mantine/core';
import { replayPlatformInboundEvent, type PlatformInboundEvent } from '@recado/sdk';
import { IconCircleCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { DetailsDrawer } from '../../ui/details-drawer.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { Facts } from '../../ui/facts.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { poisonKey, poisonQuery } from './queries.ts';

/** Events of providers that could not be processed, over all tenants. */
export function Poison(): ReactNode {
  const { t } = useTranslation();
  const [shown, setShown] = useState<PlatformInboundEvent>();
  return (
    <>
      <EndlessList
        query={useInfiniteQuery(poisonQuery())}
        empty={
          <EmptyState
            icon={<IconCircleCheck size={28} />}
            title={t('platform.poison.empty.title')}
            body={t('platform.poison.empty.body')}
          />
        }
      >
        {(events) => (
          <ListTable
            columns={[
              t('platform.poison.event'),
              t('platform.lanes.subject'),
              t('platform.poison.received'),
              t('platform.poison.error'),
            ]}
            hasActions
          >
            {events.map((event) => (
              <PoisonRow key={event.id} event={event} onShow={() => setShown(event)} />
            ))}
          </ListTable>
        )}
      </EndlessList>
      {shown !== undefined && <PoisonDetails event={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function PoisonRow({ event, onShow }: { event: PlatformInboundEvent; onShow: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(30_000);
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component="button" type="button" size="sm" fw={550} onClick={onShow}>
          {event.kind}
        </Anchor>
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.subject')}>
        <Text size="sm">{event.instanceName}</Text>
        <Text size="xs" c="dimmed">
          {event.tenant.name}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('platform.poison.received')}>
        <Text size="sm">{format.ago(event.receivedAt, nowMs)}</Text>
      </Table.Td>
      <Table.Td data-label={t('platform.poison.error')}>
        <Text size="sm" lineClamp={2} className="recado-break">
          {event.error}
        </Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <ReplayButton event={event} />
      </Table.Td>
    </Table.Tr>
  );
}

function ReplayButton({ event, onDone }: { event: PlatformInboundEvent; onDone?: () => void }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => call(replayPlatformInboundEvent({ client, path: { id: event.id } })),
    onSuccess: () => {
      tell.done(t('platform.poison.replayed'));
      onDone?.();
    },
    onError: tell.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: poisonKey }),
  });
  if (!useMay('tenants:write')) return null;
  return (
    <Button size="xs" variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
      {t('platform.poison.replay')}
    </Button>
  );
}

function PoisonDetails({ event, onClose }: { event: PlatformInboundEvent; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <DetailsDrawer title={event.kind} onClose={onClose}>
      <Stack>
        <Facts
          facts={[
            { name: t('words.number'), value: event.instanceName },
            { name: t('platform.poison.tenant'), value: event.tenant.name },
            { name: t('platform.poison.received'), value: format.moment(event.receivedAt) },
            { name: t('platform.poison.attempts'), value: format.number(event.attempts) },
          ]}
        />
        <Text size="sm" c="var(--mantine-color-error)" className="recado-break">
          {event.error}
        </Text>
        <JsonView label={t('platform.poison.payload')} value={event.payload} />
        <div>
          <ReplayButton event={event} onDone={onClose} />
        </div>
      </Stack>
    </DetailsDrawer>
  );
}
