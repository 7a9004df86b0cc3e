import { Table, Text } from '@mantine/core';
import type { HeldLane } from '@recado/sdk';
import { IconZzz } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Dot } from '../../ui/dot.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { LaneKind, Subject } from './subject.tsx';
import { lanesQuery } from './queries.ts';
import { QueryPart } from './query-part.tsx';
import { RepairButton } from './repair-button.tsx';
import { WaitingWork } from './waiting-work.tsx';

const columns = ['kind', 'subject', 'waiting', 'holder', 'since', 'expires'] as const;

/** Lanes and sessions that are held now, the longest first. */
export function Lanes(): ReactNode {
  const { t } = useTranslation();
  return (
    <QueryPart query={useQuery(lanesQuery)}>
      {(lanes) =>
        lanes.length === 0 ? (
          <EmptyState
            icon={<IconZzz size={28} />}
            title={t('platform.lanes.empty.title')}
            body={t('platform.lanes.empty.body')}
          />
        ) : (
          <ListTable
            columns={columns.map((column) => t(`platform.lanes.${column}`))}
            hasActions
            className="recado-lanes"
          >
            {lanes.map((lane) => (
              <LaneRow key={`${lane.kind} ${lane.id}`} lane={lane} />
            ))}
          </ListTable>
        )
      }
    </QueryPart>
  );
}

function LaneRow({ lane }: { lane: HeldLane }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(5_000);
  return (
    <Table.Tr>
      <Table.Td>
        <LaneKind kind={lane.kind} />
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.subject')}>
        <Subject lane={lane} />
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.waiting')}>
        {lane.waiting === null ? '–' : <WaitingWork count={lane.waiting} oldestAt={lane.oldestDueAt} />}
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.holder')}>
        <span className="recado-holder">
          <Dot color={lane.isHolderAlive ? 'green' : 'red'} />
          <Text size="sm" span className="recado-break">
            {lane.isHolderAlive ? lane.holder : t('platform.lanes.holderGone')}
          </Text>
        </span>
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.since')}>
        <Text size="sm" className="recado-nowrap">
          {format.ago(lane.since, nowMs)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.expires')}>
        <Text size="sm" className="recado-nowrap">
          {format.ago(lane.expiresAt, nowMs)}
        </Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        {!lane.isHolderAlive && <RepairButton lane={lane} />}
      </Table.Td>
    </Table.Tr>
  );
}
