import { Group, Table, Text } from '@mantine/core';
import type { FleetProcess } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Dot } from '../../ui/dot.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { processesQuery } from './queries.ts';
import { QueryPart } from './query-part.tsx';

const columns = ['process', 'state', 'role', 'version', 'started', 'lanes', 'sessions', 'memory'] as const;

/** The processes of the fleet, the living first. */
export function Workers(): ReactNode {
  const { t } = useTranslation();
  return (
    <QueryPart query={useQuery(processesQuery)}>
      {(processes) => (
        <ListTable columns={columns.map((column) => t(`platform.workers.${column}`))}>
          {processes.map((process) => (
            <ProcessRow key={process.id} process={process} />
          ))}
        </ListTable>
      )}
    </QueryPart>
  );
}

function ProcessRow({ process }: { process: FleetProcess }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(5_000);
  const cells = [
    ['role', t(`platform.workers.roles.${process.role}`)],
    ['version', process.version],
    ['started', format.ago(process.startedAt, nowMs)],
    ['lanes', format.number(process.lanes)],
    ['sessions', format.number(process.sessions)],
    ['memory', format.bytes(process.memoryBytes)],
  ] as const;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={550} className="recado-break">
          {process.name}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('platform.workers.state')}>
        <Group gap={8} wrap="nowrap">
          <Dot color={process.isAlive ? 'green' : 'red'} />
          <Text size="sm" span>
            {process.isAlive
              ? t('platform.workers.alive')
              : t('platform.workers.gone', { ago: format.ago(process.seenAt, nowMs) })}
          </Text>
        </Group>
      </Table.Td>
      {cells.map(([column, value]) => (
        <Table.Td key={column} data-label={t(`platform.workers.${column}`)}>
          <Text size="sm">{value}</Text>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
