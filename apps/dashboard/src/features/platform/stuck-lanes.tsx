import { Table, Text } from '@mantine/core';
import type { StuckLane } from '@recado/sdk';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Panel } from '../../ui/panel.tsx';
import { RepairButton } from './repair-button.tsx';
import { LaneKind, Subject } from './subject.tsx';
import { WaitingWork } from './waiting-work.tsx';

/** Lanes whose work is due and not done, why, and the way to get them on again. */
export function StuckLanes({ lanes }: { lanes: readonly StuckLane[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('platform.stuck.title')}>
      {lanes.length === 0 ? (
        <span className="recado-holder">
          <IconCircleCheck size={18} color="#1f9d63" aria-hidden />
          <Text size="sm" c="dimmed" span>
            {t('platform.stuck.none')}
          </Text>
        </span>
      ) : (
        <Table className="recado-cards" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('platform.lanes.kind')}</Table.Th>
              <Table.Th>{t('platform.lanes.subject')}</Table.Th>
              <Table.Th className="recado-nowrap">{t('platform.lanes.waiting')}</Table.Th>
              <Table.Th className="recado-nowrap">{t('platform.stuck.due')}</Table.Th>
              <Table.Th>{t('platform.stuck.why')}</Table.Th>
              <Table.Th aria-hidden />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lanes.map((lane) => (
              <StuckRow key={`${lane.kind} ${lane.id}`} lane={lane} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}

function StuckRow({ lane }: { lane: StuckLane }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(5_000);
  const reason = useReason(lane);
  return (
    <Table.Tr>
      <Table.Td>
        <LaneKind kind={lane.kind} />
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.subject')}>
        <Subject lane={lane} />
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.waiting')}>
        <WaitingWork count={lane.waiting} />
      </Table.Td>
      <Table.Td data-label={t('platform.stuck.due')}>
        <Text size="sm" c="var(--mantine-color-error)">
          {format.ago(lane.dueSince, nowMs)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('platform.stuck.why')}>
        <Text size="sm" className="recado-break">
          {reason}
        </Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <RepairButton lane={lane} isRetry={lane.error !== null} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Why a lane does not get on, as far as it can be told. */
function useReason({ kind, holder, isHeld, isHolderAlive, error }: StuckLane): string {
  const { t } = useTranslation();
  if (error !== null) return t('platform.stuck.refused', { error });
  if (!isHeld) return t('platform.stuck.free');
  if (!isHolderAlive) return t('platform.stuck.dead');
  return t(kind === 'send' ? 'platform.stuck.busySending' : 'platform.stuck.busy', { holder: holder ?? '' });
}
