import { Group, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../../lib/live/live.ts';
import { Dot } from '../../ui/dot.tsx';

const colors = {
  connecting: 'yellow',
  live: 'green',
  reconnecting: 'yellow',
  refused: 'gray',
  stopped: 'gray',
} as const;

/** Whether what is shown is told of as it happens. */
export function LiveBadge(): ReactNode {
  const { t } = useTranslation();
  const told = useLiveState();
  // The browser knows at once that it is offline; that the stream is silent shows only after a while.
  const { online } = useNetwork();
  const state = online ? told : 'reconnecting';
  return (
    <Group gap={8} px={10} role="status" aria-label={`${t('shell.live.label')}: ${t(`shell.live.${state}`)}`}>
      <Dot color={colors[state]} isPulsing={state === 'connecting' || state === 'reconnecting'} />
      <Text size="xs" c="dimmed" aria-hidden className="recado-label">
        {t(`shell.live.${state}`)}
      </Text>
    </Group>
  );
}
