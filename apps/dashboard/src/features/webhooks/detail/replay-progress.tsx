import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { stopWebhookReplay, type WebhookReplay } from '@recado/sdk';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useFormat } from '../../../lib/format.ts';
import { useTell } from '../../../lib/tell.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { deliveryKeys, latestReplayQuery, replayQuery } from '../queries.ts';

const route = getRouteApi('/shell/webhooks/$webhookId');

/** The replay that the address names, or one that runs. It stands in the address, so that a reload loses nothing. */
export function Replay({ id }: { id: string }): ReactNode {
  const navigate = route.useNavigate();
  const { replay } = route.useSearch();
  const { data: latest } = useQuery(latestReplayQuery(id));
  const running = latest?.state === 'running' ? latest.id : undefined;
  useEffect(() => {
    if (replay === undefined && running !== undefined)
      void navigate({
        search: (before) => ({ ...before, replay: running }),
        replace: true,
        resetScroll: false,
      });
  }, [navigate, replay, running]);
  return replay !== undefined && <ReplayProgress id={id} replayId={replay} />;
}

function ReplayProgress({ id, replayId }: { id: string; replayId: string }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const replay = useQuery(replayQuery(id, replayId));
  const queued = replay.data?.queued;
  useEffect(() => {
    for (const queryKey of deliveryKeys) void queries.invalidateQueries({ queryKey });
  }, [queries, queued]);
  if (replay.isError) return <ErrorState error={replay.error} />;
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
        {replay.data?.state === 'running' ? <Stop replay={replay.data} /> : <Hide id={id} />}
      </Group>
    </div>
  );
}

/** What the replay becomes is shown in its place. */
function Stop({ replay: { id: replayId, webhookId: id } }: { replay: WebhookReplay }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const stop = useMutation({
    mutationFn: () => call(stopWebhookReplay({ client, path: { id, replayId } })),
    onSuccess: (replay) => queries.setQueryData(replayQuery(id, replayId).queryKey, replay),
    onError: tell.failed,
  });
  if (!useMay('webhooks:write')) return null;
  return (
    <Button
      size="xs"
      variant="default"
      title={t('webhooks.replay.stopHint')}
      leftSection={<IconPlayerStop size={14} aria-hidden />}
      loading={stop.isPending}
      onClick={() => stop.mutate()}
    >
      {t('webhooks.replay.stop')}
    </Button>
  );
}

/** The list is asked again first: it may not know yet that the replay has ended, and would bring it back. */
function Hide({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const hide = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: latestReplayQuery(id).queryKey });
    await navigate({ search: ({ replay: _shown, ...rest }) => rest, replace: true, resetScroll: false });
  };
  return (
    <Button size="xs" variant="subtle" color="gray" onClick={() => void hide()}>
      {t('webhooks.replay.hide')}
    </Button>
  );
}

function State({ replay }: { replay: WebhookReplay }): ReactNode {
  const { t } = useTranslation();
  const { state, queued, total } = replay;
  const words = useWords(replay);
  return (
    <>
      <Text size="sm" fw={500}>
        {words}
      </Text>
      {state === 'running' && (
        <Progress
          value={total === null || total === 0 ? 0 : (queued / total) * 100}
          aria-label={t('webhooks.replay.running')}
        />
      )}
    </>
  );
}

function useWords({ state, queued, total }: WebhookReplay): string {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = { queued: format.number(queued), total: format.number(total ?? 0) };
  switch (state) {
    case 'running':
      return t(total === null ? 'webhooks.replay.counting' : 'webhooks.replay.progress', figures);
    case 'completed':
      return queued === 0
        ? t('webhooks.replay.nothing')
        : t('webhooks.replay.completed', { total: figures.queued });
    case 'stopped':
      return t(queued === 0 ? 'webhooks.replay.stoppedEarly' : 'webhooks.replay.stopped', figures);
  }
}
