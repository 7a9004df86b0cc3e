import { Stack, Text } from '@mantine/core';
import type { Queues as QueueFigures } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { queuesQuery } from './queries.ts';
import { QueryPart } from './query-part.tsx';
import { StuckLanes } from './stuck-lanes.tsx';

/** Counting ends here; what waits beyond it is not worth the time. */
const MOST_COUNTED = 100_000;
/** From here on somebody should look. */
const LATE_SECONDS = 30;

/** What waits over all tenants, and the lanes that do not get on. */
export function Queues(): ReactNode {
  return (
    <QueryPart query={useQuery(queuesQuery)}>
      {(queues) => (
        <Stack gap="md">
          <Figures queues={queues} />
          <StuckLanes lanes={queues.stuck} />
        </Stack>
      )}
    </QueryPart>
  );
}

interface QueueFigure {
  name: 'messages' | 'inboundEvents' | 'deliveries' | 'conversations' | 'turns' | 'broadcasts' | 'sessions';
  waiting: number;
  oldestSeconds: number;
  more: readonly (readonly [More, number])[];
}

type More =
  'scheduled' | 'sending' | 'inDoubt' | 'held' | 'poison' | 'later' | 'atWork' | 'running' | 'planned';

const figuresOf = ({
  messages,
  inboundEvents,
  deliveries,
  conversations,
  turns,
  broadcasts,
  sessions,
}: QueueFigures): QueueFigure[] => [
  {
    name: 'messages',
    ...messages,
    more: [
      ['scheduled', messages.scheduled],
      ['sending', messages.sending],
      ['inDoubt', messages.inDoubt],
      ['held', messages.held],
    ],
  },
  { name: 'inboundEvents', ...inboundEvents, more: [['poison', inboundEvents.poison]] },
  { name: 'deliveries', ...deliveries, more: [] },
  { name: 'conversations', ...conversations, more: [] },
  {
    name: 'turns',
    ...turns,
    more: [
      ['atWork', turns.atWork],
      ['later', turns.later],
    ],
  },
  {
    name: 'broadcasts',
    ...broadcasts,
    more: [
      ['running', broadcasts.running],
      ['planned', broadcasts.scheduled],
    ],
  },
  { name: 'sessions', waiting: sessions.unheld, oldestSeconds: 0, more: [] },
];

function Figures({ queues }: { queues: QueueFigures }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const counted = (count: number): string => `${format.number(count)}${count >= MOST_COUNTED ? '+' : ''}`;
  return (
    <dl className="recado-panel recado-queues">
      {figuresOf(queues).map(({ name, waiting, oldestSeconds, more }) => (
        <div key={name} className="recado-queue">
          <dt>{t(`platform.queues.${name}`)}</dt>
          <dd className="recado-queue-value">{counted(waiting)}</dd>
          <dd>
            <Text size="xs" c={oldestSeconds > LATE_SECONDS ? 'var(--mantine-color-error)' : 'dimmed'}>
              {oldestSeconds > 0
                ? t('platform.queues.oldest', { age: format.duration(oldestSeconds) })
                : t('platform.queues.onTime')}
            </Text>
            {more
              .filter(([, count]) => count > 0)
              .map(([kind, count]) => (
                <Text key={kind} size="xs" c="dimmed">
                  {t(`platform.queues.${kind}`, { shown: counted(count) })}
                </Text>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
