import '../broadcasts.css';
import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core';
import type { BroadcastWithProgress } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useFormat } from '../../../lib/format.ts';
import { useLiveInvalidation, usePollMs } from '../../../lib/live/live.ts';
import type { LiveEvent, LiveFilter } from '../../../lib/live/live-event.ts';
import { messageOf } from '../../../lib/live/message-decoder.ts';
import { useMessageReason } from '../../../lib/use-message-reason.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ParentLink } from '../../../ui/parent-link.tsx';
import { PermissionGate } from '../../../ui/permission-gate.tsx';
import { MessageSample } from '../message-sample.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { isOver } from '../progress-policy.ts';
import { broadcastEvents, broadcastKeys, broadcastQuery } from '../queries.ts';
import { StateOf } from '../state.tsx';
import { BroadcastActions } from './broadcast-actions.tsx';
import { Recipients } from './recipients.tsx';
import { Results } from './results.tsx';

const route = getRouteApi('/shell/broadcasts/$broadcastId');
const resultEvents: readonly LiveFilter[] = [...broadcastEvents, 'message.*'];
/** Who is skipped, or pauses it elsewhere, is told by no event. */
const EVERY_MS = 2_000;

/** Reads the broadcast and its recipients again when it or one of its messages changes: those are read long after it ended. */
function useLiveResults(id: string): void {
  const isMeant = useCallback(
    (event: LiveEvent): boolean => {
      const message = messageOf(event);
      return message === undefined || message.sentBy?.broadcastId === id;
    },
    [id],
  );
  useLiveInvalidation(resultEvents, broadcastKeys, EVERY_MS, isMeant);
}

/** One broadcast: how far it is, what became of each recipient, and what can be done about it. */
export function BroadcastPage(): ReactNode {
  const { broadcastId } = route.useParams();
  useLiveResults(broadcastId);
  const pollMs = usePollMs();
  const { data, error, refetch } = useQuery({
    ...broadcastQuery(broadcastId),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isOver(state.data.state) ? pollMs : EVERY_MS,
  });
  return (
    <PermissionGate permission="broadcasts:read">
      {data !== undefined ? (
        <Found broadcast={data} />
      ) : error === null ? (
        <Skeleton height={320} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </PermissionGate>
  );
}

function Found({ broadcast }: { broadcast: BroadcastWithProgress }): ReactNode {
  const { t } = useTranslation();
  const reasonOf = useMessageReason();
  return (
    <>
      <ParentLink to="/broadcasts">{t('broadcasts.title')}</ParentLink>
      <PageHeader title={broadcast.name} actions={<BroadcastActions broadcast={broadcast} />} />
      <Stack gap="lg">
        {broadcast.reason !== null && (
          <Alert
            color={broadcast.state === 'failed' ? 'red' : 'yellow'}
            variant="outline"
            className="recado-alert"
            title={t(broadcast.state === 'failed' ? 'broadcasts.failedTitle' : 'broadcasts.waitsTitle')}
          >
            <Text size="sm">{reasonOf(broadcast.reason)}</Text>
          </Alert>
        )}
        <Panel
          title={t('broadcasts.columns.progress')}
          actions={<StateOf broadcast={{ ...broadcast, reason: null }} />}
        >
          <ProgressBar progress={broadcast.progress} />
          <Figures broadcast={broadcast} />
          <Results progress={broadcast.progress} />
        </Panel>
        <About broadcast={broadcast} />
        <Recipients key={broadcast.id} broadcast={broadcast} />
      </Stack>
    </>
  );
}

function Figures({ broadcast: { state, progress } }: { broadcast: BroadcastWithProgress }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Group justify="space-between" mt={8}>
      <Text size="sm" c="dimmed">
        {t('broadcasts.handedOver', {
          done: format.number(progress.total - progress.pending),
          total: format.number(progress.total),
        })}
      </Text>
      {state === 'running' && progress.estimatedEndAt !== null && (
        <Text size="sm" c="dimmed">
          {t('broadcasts.endsAt', { at: format.moment(progress.estimatedEndAt) })}
        </Text>
      )}
    </Group>
  );
}

function About({ broadcast }: { broadcast: BroadcastWithProgress }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { instanceId, message, labels, ratePerMinute, sendAt, startedAt, finishedAt } = broadcast;
  const number = useNumbers()?.find(({ id }) => id === instanceId);
  return (
    <Panel title={t('words.details')}>
      <Stack gap="md">
        <MessageSample message={message} instanceId={instanceId} />
        <Facts
          facts={[
            message.type === 'template'
              ? {
                  name: t('words.messageType.template'),
                  value: `${message.content.name} · ${message.content.language}`,
                }
              : undefined,
            { name: t('words.number'), value: number?.name ?? t('broadcasts.numberGone') },
            {
              name: t('broadcasts.audience'),
              value: <Audience labels={labels} />,
            },
            {
              name: t('broadcasts.rate'),
              value: t('broadcasts.perMinute', { rate: format.number(ratePerMinute) }),
            },
            { name: t('broadcasts.columns.start'), value: format.moment(startedAt ?? sendAt) },
            finishedAt === null
              ? undefined
              : { name: t('broadcasts.finished'), value: format.moment(finishedAt) },
          ]}
        />
      </Stack>
    </Panel>
  );
}

function Audience({ labels }: Pick<BroadcastWithProgress, 'labels'>): ReactNode {
  const { t } = useTranslation();
  if (labels === null) return t('broadcasts.byList');
  const { any = [], all = [] } = labels;
  return t('broadcasts.byLabels', { labels: [...any, ...all].join(', ') });
}
