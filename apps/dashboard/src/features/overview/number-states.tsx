import { Skeleton, Stack, Text } from '@mantine/core';
import type { InstanceStatus } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { usePollMs } from '../../lib/live/live.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { LinkButton, TextLink } from '../../ui/router-link.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { numbersQuery } from './queries.ts';

const statuses = ['connected', 'connecting', 'failed', 'disconnected'] as const satisfies InstanceStatus[];

/** How many numbers stand in each state; each leads to them. */
export function NumberStates(): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('overview.numbers.title')}
      actions={
        <TextLink to="/numbers" size="sm">
          {t('overview.numbers.all')}
        </TextLink>
      }
    >
      <States />
    </Panel>
  );
}

function States(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const mayCreate = useMay('instances:write');
  const numbers = useQuery({ ...numbersQuery, refetchInterval: usePollMs() });
  if (numbers.isPending) return <Skeleton height={120} role="status" aria-label={t('words.loading')} />;
  if (numbers.data === undefined)
    return <ErrorState error={numbers.error} onRetry={() => void numbers.refetch()} />;
  const { items, nextCursor } = numbers.data;
  if (items.length === 0)
    return (
      <Stack align="flex-start" gap="sm">
        <Text size="sm" c="dimmed">
          {t('overview.numbers.none')}
        </Text>
        {mayCreate && (
          <LinkButton to="/numbers/new" size="xs">
            {t('overview.numbers.connect')}
          </LinkButton>
        )}
      </Stack>
    );
  return (
    <Stack gap={2}>
      {statuses.map((status) => (
        <Link key={status} to="/numbers" search={{ status }} className="recado-state-row">
          <StatusBadge status={status} />
          <Text size="sm" fw={600}>
            {format.number(items.filter((number) => number.status === status).length)}
          </Text>
        </Link>
      ))}
      {nextCursor !== null && (
        <Text size="xs" c="dimmed">
          {t('overview.numbers.capped')}
        </Text>
      )}
    </Stack>
  );
}
