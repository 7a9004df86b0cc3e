import { Skeleton, Stack, Text } from '@mantine/core';
import type { Instance, InstanceStatus } from '@recado/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { allNumbersQuery } from '../../lib/api/numbers.ts';
import { useMay } from '../../lib/api/profile.ts';
import { useFormat } from '../../lib/format.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { LinkButton, TextLink } from '../../ui/router-link.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useOverviewQuery } from './use-overview-query.ts';

const statuses = ['connected', 'connecting', 'failed', 'disconnected'] as const satisfies InstanceStatus[];

/** How many numbers stand in each state; each leads to them. */
export function NumberStates(): ReactNode {
  const { t } = useTranslation();
  const numbers = useOverviewQuery(allNumbersQuery);
  return (
    <div className="recado-overview-part">
      <Panel
        title={t('overview.numbers.title')}
        actions={
          <TextLink to="/numbers" size="sm">
            {t('overview.numbers.all')}
          </TextLink>
        }
      >
        {numbers.data !== undefined ? (
          <States numbers={numbers.data} />
        ) : numbers.isError ? (
          <ErrorState error={numbers.error} onRetry={() => void numbers.refetch()} />
        ) : (
          <Skeleton height={144} role="status" aria-label={t('words.loading')} />
        )}
      </Panel>
    </div>
  );
}

function States({ numbers }: { numbers: readonly Instance[] }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const mayCreate = useMay('instances:write');
  if (numbers.length === 0)
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
    <ul className="recado-plain-list">
      {statuses.map((status) => (
        <li key={status}>
          <Link to="/numbers" search={{ status }} className="recado-state-row">
            <StatusBadge status={status} />
            <b>{format.number(numbers.filter((number) => number.status === status).length)}</b>
          </Link>
        </li>
      ))}
    </ul>
  );
}
