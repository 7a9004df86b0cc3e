import './broadcasts.css';
import { Group, Table, Text } from '@mantine/core';
import type { Broadcast } from '@recado/sdk';
import { IconFilterOff, IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../lib/api/numbers.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useLiveInvalidation, usePollMs } from '../../lib/live/live.ts';
import { ChoiceFilter } from '../../ui/choice-filter.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { NumberSelect } from '../../ui/number-select.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton, TextLink } from '../../ui/router-link.tsx';
import { broadcastFilters, states, type BroadcastFilters } from './broadcast-filters.ts';
import { ProgressBar } from './progress-bar.tsx';
import { broadcastEvents, broadcastKeys, broadcastListQuery, broadcastQuery } from './queries.ts';
import { StateOf } from './state.tsx';

const route = getRouteApi('/shell/broadcasts');
const LOOK_EVERY_MS = 3_000;

/** Every broadcast, newest first. */
export function BroadcastsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('broadcasts.title')} actions={<NewButton />} />
      <PermissionGate permission="broadcasts:read">
        <Filters />
        <BroadcastList />
      </PermissionGate>
    </>
  );
}

function NewButton(): ReactNode {
  const { t } = useTranslation();
  if (!useMay('broadcasts:write')) return null;
  return (
    <LinkButton to="/broadcasts/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('broadcasts.new')}
    </LinkButton>
  );
}

function Filters(): ReactNode {
  const { t } = useTranslation();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (changed: { [Name in keyof BroadcastFilters]?: string | undefined }): void =>
    void navigate({ search: broadcastFilters({ ...filters, ...changed }), replace: true });
  return (
    <Group gap="sm" mb="md" className="recado-list-filters">
      <ChoiceFilter
        name={t('broadcasts.filters.state')}
        value={filters.state}
        choices={states.map((value) => ({ value, label: t(`broadcasts.state.${value}`) }))}
        onChange={(state) => choose({ state })}
      />
      <NumberSelect value={filters.instanceId} onChange={(instanceId) => choose({ instanceId })} />
    </Group>
  );
}

function BroadcastList(): ReactNode {
  const { t } = useTranslation();
  useLiveInvalidation(broadcastEvents, broadcastKeys, 1_000);
  const list = useInfiniteQuery({
    ...broadcastListQuery(route.useSearch()),
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
  });
  return (
    <EndlessList query={list} empty={<NoBroadcasts />}>
      {(broadcasts) => (
        <ListTable
          columns={[
            t('broadcasts.columns.name'),
            t('broadcasts.columns.state'),
            { name: t('broadcasts.columns.progress'), width: '32%' },
            t('broadcasts.columns.start'),
          ]}
        >
          {broadcasts.map((broadcast) => (
            <Row key={broadcast.id} broadcast={broadcast} />
          ))}
        </ListTable>
      )}
    </EndlessList>
  );
}

function Row({ broadcast }: { broadcast: Broadcast }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const number = useNumbers()?.find(({ id }) => id === broadcast.instanceId);
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink
          to="/broadcasts/$broadcastId"
          params={{ broadcastId: broadcast.id }}
          fw={550}
          size="sm"
          className="recado-break"
        >
          {broadcast.name}
        </TextLink>
        <Text size="xs" c="dimmed">
          {number?.name ?? t('broadcasts.numberGone')}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('broadcasts.columns.state')}>
        <StateOf broadcast={broadcast} />
      </Table.Td>
      <Table.Td data-label={t('broadcasts.columns.progress')}>
        <RowProgress broadcast={broadcast} />
      </Table.Td>
      <Table.Td data-label={t('broadcasts.columns.start')}>
        <Text size="sm" c="dimmed" className="recado-nowrap">
          {format.moment(broadcast.startedAt ?? broadcast.sendAt)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

/** Only of those that can get on the figures are counted; the others have their page for it. */
function RowProgress({ broadcast: { id, state, total } }: { broadcast: Broadcast }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const isMoving = state === 'running' || state === 'paused';
  const { data } = useQuery({
    ...broadcastQuery(id),
    enabled: isMoving,
    refetchInterval: state === 'running' && LOOK_EVERY_MS,
  });
  const recipients = t('broadcasts.recipients', { count: total, number: format.number(total) });
  if (data === undefined || !isMoving)
    return (
      <Text size="sm" c="dimmed">
        {recipients}
      </Text>
    );
  return (
    <>
      <ProgressBar progress={data.progress} />
      <Text size="xs" c="dimmed" mt={4}>
        {t('broadcasts.handedOver', {
          done: format.number(data.progress.total - data.progress.pending),
          total: format.number(data.progress.total),
        })}
      </Text>
    </>
  );
}

function NoBroadcasts(): ReactNode {
  const { t } = useTranslation();
  const mayWrite = useMay('broadcasts:write');
  if (Object.keys(route.useSearch()).length > 0)
    return (
      <EmptyState
        icon={<IconFilterOff size={28} />}
        title={t('broadcasts.emptyFilter.title')}
        body={t('broadcasts.emptyFilter.body')}
        action={
          <LinkButton to="/broadcasts" search={{}} variant="default">
            {t('broadcasts.emptyFilter.clear')}
          </LinkButton>
        }
      />
    );
  return (
    <EmptyState
      icon={<IconSpeakerphone size={28} />}
      title={t('broadcasts.empty.title')}
      body={t(mayWrite ? 'broadcasts.empty.body' : 'broadcasts.empty.viewer')}
      action={<NewButton />}
    />
  );
}
