import { Table, Text } from '@mantine/core';
import type { LogEntry } from '@recado/sdk';
import { IconFilterOff, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EndlessList } from '../../ui/endless-list.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PermissionGate } from '../../ui/permission-gate.tsx';
import { LinkButton } from '../../ui/router-link.tsx';
import { RowButton } from '../../ui/row-button.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { Filters } from './filters.tsx';
import { LogExport } from './log-export.tsx';
import './logs.css';
import { useActorName, useLogWords } from './names.ts';
import { logsQuery } from './queries.ts';

const route = getRouteApi('/shell/logs');

/** Who changed what, newest first. */
export function LogsPage(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('logs.title')} actions={<LogExport filters={route.useSearch()} />} />
      <PermissionGate permission="logs:read">
        <Filters />
        <Entries />
      </PermissionGate>
    </>
  );
}

function Entries(): ReactNode {
  const logs = useInfiniteQuery(logsQuery(route.useSearch()));
  const [opened, setOpened] = useState<LogEntry>();
  return (
    <>
      <EndlessList query={logs} empty={<NoEntries />}>
        {(entries) => <EntryTable entries={entries} onOpen={setOpened} />}
      </EndlessList>
      {opened !== undefined && <EntryDrawer entry={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

interface EntryTableProps {
  entries: readonly LogEntry[];
  onOpen: (entry: LogEntry) => void;
}

function EntryTable({ entries, onOpen }: EntryTableProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ListTable
      columns={[
        t('logs.columns.action'),
        t('logs.columns.who'),
        t('logs.columns.from'),
        t('logs.columns.time'),
      ]}
      spacing="xs"
      className="recado-logs"
    >
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} onOpen={onOpen} />
      ))}
    </ListTable>
  );
}

function EntryRow({ entry, onOpen }: { entry: LogEntry; onOpen: (entry: LogEntry) => void }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLogWords();
  const actorName = useActorName();
  const action = words.action(entry.action);
  const time = format.moment(entry.createdAt);
  return (
    <Table.Tr>
      <Table.Td>
        <RowButton label={t('logs.open', { action, time })} onClick={() => onOpen(entry)}>
          <Text size="sm" fw={500}>
            {action}
          </Text>
        </RowButton>
        <Text size="xs" ff="monospace" c="dimmed" className="recado-break">
          {entry.action}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('logs.columns.who')} data-wide>
        <Text size="sm" className="recado-break">
          {actorName(entry)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('logs.columns.from')}>
        <Text size="sm" ff="monospace" c="dimmed" className="recado-break">
          {entry.ipAddress ?? '–'}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('logs.columns.time')}>
        <Text size="sm" c="dimmed" className="recado-nowrap">
          {time}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function NoEntries(): ReactNode {
  const { t } = useTranslation();
  if (Object.keys(route.useSearch()).length === 0)
    return (
      <EmptyState
        icon={<IconHistory size={28} />}
        title={t('logs.empty.title')}
        body={t('logs.empty.body')}
      />
    );
  return (
    <EmptyState
      icon={<IconFilterOff size={28} />}
      title={t('logs.emptyFilter.title')}
      body={t('logs.emptyFilter.body')}
      action={
        <LinkButton to="/logs" search={{}} variant="default">
          {t('logs.emptyFilter.clear')}
        </LinkButton>
      }
    />
  );
}
