import { Button, List, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { pauseBroadcast, resumeBroadcast, stopBroadcast, type Broadcast } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useTell } from '../../../lib/tell.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { broadcastQuery, broadcastsKey } from '../queries.ts';

const changes = { pause: pauseBroadcast, resume: resumeBroadcast, stop: stopBroadcast } as const;

/** What the broadcast becomes is shown at once, and read again. */
function useChange(id: string, change: keyof typeof changes) {
  const queries = useQueryClient();
  const { t } = useTranslation();
  const tell = useTell();
  return useMutation({
    mutationFn: () => call(changes[change]({ client, path: { id } })),
    onSuccess: (broadcast) => {
      queries.setQueryData(broadcastQuery(id).queryKey, broadcast);
      tell.done(t(`broadcasts.done.${change}`));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: broadcastsKey }),
  });
}

/** Pause, go on, stop: each as long as it makes sense. */
export function BroadcastActions({ broadcast: { id, state } }: { broadcast: Broadcast }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const pause = useChange(id, 'pause');
  const resume = useChange(id, 'resume');
  if (!useMay('broadcasts:write')) return null;
  return (
    <>
      {(state === 'running' || state === 'scheduled') && (
        <Button
          variant="default"
          loading={pause.isPending}
          title={t('broadcasts.pauseHint')}
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          onClick={() => pause.mutate(undefined, { onError: tell.failed })}
        >
          {t('broadcasts.pause')}
        </Button>
      )}
      {state === 'paused' && (
        <Button
          loading={resume.isPending}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => resume.mutate(undefined, { onError: tell.failed })}
        >
          {t('broadcasts.resume')}
        </Button>
      )}
      {['running', 'scheduled', 'paused'].includes(state) && <Stop id={id} />}
    </>
  );
}

function Stop({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const stop = useChange(id, 'stop');
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={() => setAsks(true)}
      >
        {t('broadcasts.stop')}
      </Button>
      <ConfirmDialog
        title={t('broadcasts.stopTitle')}
        confirm={t('broadcasts.stopConfirm')}
        isOpen={asks}
        isDangerous
        isBusy={stop.isPending}
        error={stop.error}
        onConfirm={() => stop.mutate(undefined, { onSuccess: () => setAsks(false) })}
        onClose={() => setAsks(false)}
      >
        <List size="sm" spacing={4}>
          {(['rest', 'waiting', 'gone', 'final'] as const).map((what) => (
            <List.Item key={what}>
              <Text size="sm">{t(`broadcasts.stopBody.${what}`)}</Text>
            </List.Item>
          ))}
        </List>
      </ConfirmDialog>
    </>
  );
}
