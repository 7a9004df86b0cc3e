import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import type { WebhookReplay } from '@recado/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { deliveryKeys, replayQuery } from '../queries.ts';

const route = getRouteApi('/shell/webhooks/$webhookId');

/** How far a replay is; it stands in the address, so that a reload loses nothing. */
export function ReplayProgress({ id, replayId }: { id: string; replayId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const replay = useQuery(replayQuery(id, replayId));
  const queued = replay.data?.queued;
  useEffect(() => {
    for (const queryKey of deliveryKeys) void queries.invalidateQueries({ queryKey });
  }, [queries, queued]);
  if (replay.isError) return <ErrorState error={replay.error} />;
  const hide = (): void =>
    void navigate({ search: ({ replay: _shown, ...rest }) => rest, replace: true, resetScroll: false });
  return (
    <div className="recado-panel">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap="xs" flex={1} role="status">
          {replay.data === undefined ? (
            <Text size="sm">{t('webhooks.replay.counting')}</Text>
          ) : (
            <State replay={replay.data} />
          )}
        </Stack>
        <Button size="xs" variant="subtle" color="gray" onClick={hide}>
          {t('webhooks.replay.hide')}
        </Button>
      </Group>
    </div>
  );
}

function State({ replay: { state, queued, total } }: { replay: WebhookReplay }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = { queued: format.number(queued), total: format.number(total ?? 0) };
  if (state === 'completed')
    return (
      <Text size="sm" fw={500}>
        {queued === 0
          ? t('webhooks.replay.nothing')
          : t('webhooks.replay.completed', { total: figures.queued })}
      </Text>
    );
  return (
    <>
      <Text size="sm" fw={500}>
        {total === null ? t('webhooks.replay.counting') : t('webhooks.replay.progress', figures)}
      </Text>
      <Progress
        value={total === null || total === 0 ? 0 : (queued / total) * 100}
        aria-label={t('webhooks.replay.running')}
      />
    </>
  );
}
