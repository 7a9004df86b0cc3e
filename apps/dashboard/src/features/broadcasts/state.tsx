import { Group, Text } from '@mantine/core';
import type { Broadcast, BroadcastState } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMessageReason } from '../../lib/use-message-reason.ts';
import { Dot, type DotColor } from '../../ui/dot.tsx';

const colors = {
  scheduled: 'gray',
  running: 'green',
  paused: 'yellow',
  completed: 'green',
  stopped: 'gray',
  failed: 'red',
} as const satisfies Record<BroadcastState, DotColor>;

/** How a broadcast stands: a colour and the word, and why it waits or failed. */
export function StateOf({ broadcast }: { broadcast: Pick<Broadcast, 'state' | 'reason'> }): ReactNode {
  const { t } = useTranslation();
  const reasonOf = useMessageReason();
  const { state, reason } = broadcast;
  return (
    <>
      <Group gap={8} wrap="nowrap">
        <Dot color={colors[state]} isPulsing={state === 'running'} />
        <Text size="sm" span>
          {t(`broadcasts.state.${state}`)}
        </Text>
      </Group>
      {reason !== null && (
        <Text
          size="xs"
          maw={260}
          lineClamp={2}
          c={state === 'failed' ? 'var(--mantine-color-error)' : 'dimmed'}
        >
          {reasonOf(reason)}
        </Text>
      )}
    </>
  );
}
