import { Button, Table, Text } from '@mantine/core';
import { repairLane, type RepairLaneData, type StuckLane } from '@recado/sdk';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { useTell } from '../../lib/tell.ts';
import { useNow } from '../../lib/use-now.ts';
import { Panel } from '../../ui/panel.tsx';
import { queuesKey } from './queries.ts';
import { LaneKind, Subject } from './subject.tsx';

const kinds = ['send', 'inbound', 'webhook'] as const satisfies RepairLaneData['path']['kind'][];

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
              <Table.Th>{t('platform.stuck.due')}</Table.Th>
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
  const why = !lane.isHeld ? 'free' : lane.isHolderAlive ? 'busy' : 'dead';
  return (
    <Table.Tr>
      <Table.Td>
        <LaneKind kind={lane.kind} />
      </Table.Td>
      <Table.Td data-label={t('platform.lanes.subject')}>
        <Subject lane={lane} />
      </Table.Td>
      <Table.Td data-label={t('platform.stuck.due')}>
        <Text size="sm" c="var(--mantine-color-error)">
          {format.ago(lane.dueSince, nowMs)}
        </Text>
      </Table.Td>
      <Table.Td data-label={t('platform.stuck.why')}>
        <Text size="sm">{t(`platform.stuck.${why}`, { holder: lane.holder ?? '' })}</Text>
      </Table.Td>
      <Table.Td className="recado-row-actions">
        <RepairButton lane={lane} />
      </Table.Td>
    </Table.Tr>
  );
}

function RepairButton({ lane }: { lane: StuckLane }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const kind = kinds.find((name) => name === lane.kind);
  const repair = useMutation({
    mutationFn: (path: RepairLaneData['path']) => call(repairLane({ client, path })),
    onSuccess: ({ released }) =>
      tell.done(
        t(released ? 'platform.stuck.released' : 'platform.stuck.woken', { name: lane.name ?? lane.id }),
      ),
    onError: tell.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: queuesKey }),
  });
  if (!useMay('tenants:write') || kind === undefined) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={repair.isPending}
      aria-label={t('platform.stuck.repairOf', { name: lane.name ?? lane.id })}
      onClick={() => repair.mutate({ kind, id: lane.id })}
    >
      {t('platform.stuck.repair')}
    </Button>
  );
}
