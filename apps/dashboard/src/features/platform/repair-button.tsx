import { Button } from '@mantine/core';
import { repairableLanes } from '@recado/contracts/repairable-lanes';
import { repairLane, type RepairLaneData, type StuckLane } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useTell } from '../../lib/tell.ts';
import { lanesQuery, queuesKey } from './queries.ts';

export interface RepairButtonProps {
  lane: Pick<StuckLane, 'kind' | 'id' | 'name'>;
  /** It failed, and waits for its next try. */
  isRetry?: boolean;
}

/** Brings a lane to a worker again, for those who may. */
export function RepairButton({ lane, isRetry = false }: RepairButtonProps): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const name = lane.name ?? lane.id;
  const kind = repairableLanes.find((one) => one === lane.kind);
  const repair = useMutation({
    mutationFn: (path: RepairLaneData['path']) => call(repairLane({ client, path })),
    onSuccess: ({ released }) =>
      tell.done(t(released ? 'platform.stuck.released' : 'platform.stuck.woken', { name })),
    onError: tell.failed,
    onSettled: () =>
      Promise.all(
        [queuesKey, lanesQuery.queryKey].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  });
  if (!useMay('tenants:write') || kind === undefined) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={repair.isPending}
      aria-label={t(isRetry ? 'platform.stuck.retryOf' : 'platform.stuck.repairOf', { name })}
      onClick={() => repair.mutate({ kind, id: lane.id })}
    >
      {t(isRetry ? 'platform.stuck.retry' : 'platform.stuck.repair')}
    </Button>
  );
}
