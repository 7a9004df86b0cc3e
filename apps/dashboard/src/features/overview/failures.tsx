import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { Message } from '@recado/sdk';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { usePollMs } from '../../lib/live/live.ts';
import { useNow } from '../../lib/use-now.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/router-link.tsx';
import { failuresQuery, numbersQuery } from './queries.ts';

/** The newest messages that failed, why, and on which number. */
export function Failures({ days }: { days: number }): ReactNode {
  const { t } = useTranslation();
  const failures = useQuery({ ...failuresQuery(days), refetchInterval: usePollMs() });
  return (
    <Panel title={t('overview.failures.title')}>
      {failures.isPending ? (
        <Skeleton height={120} role="status" aria-label={t('words.loading')} />
      ) : failures.data === undefined ? (
        <ErrorState error={failures.error} onRetry={() => void failures.refetch()} />
      ) : failures.data.length === 0 ? (
        <Group gap="xs">
          <IconCircleCheck size={18} color="#1f9d63" aria-hidden />
          <Text size="sm" c="dimmed">
            {t('overview.failures.none')}
          </Text>
        </Group>
      ) : (
        <Stack gap="sm">
          {failures.data.map((message) => (
            <Failure key={message.id} message={message} />
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function Failure({ message }: { message: Message }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(30_000);
  const { items = [] } = useQuery(numbersQuery).data ?? {};
  const number = items.find(({ id }) => id === message.instanceId);
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={550} truncate>
          {t('overview.failures.to', { recipient: message.recipient })}
        </Text>
        <Text size="xs" c="dimmed" className="recado-nowrap">
          {format.ago(message.updatedAt, nowMs)}
        </Text>
      </Group>
      <Text size="sm" c="var(--mantine-color-error)" lineClamp={2}>
        {message.error?.detail ?? message.error?.code}
      </Text>
      {number !== undefined && (
        <TextLink to="/numbers/$instanceId" params={{ instanceId: number.id }} size="xs">
          {t('overview.failures.number', { name: number.name })}
        </TextLink>
      )}
    </div>
  );
}
