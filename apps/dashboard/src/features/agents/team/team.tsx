import { Stack, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../../../lib/api/numbers.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { useLiveInvalidation } from '../../../lib/live/live.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LoadingRows } from '../../../ui/loading-rows.tsx';
import { LinkButton } from '../../../ui/router-link.tsx';
import { NoNumbers } from '../no-numbers.tsx';
import { agentEvents, agentKeys, AGENTS_EVERY_MS, agentsQuery } from '../queries.ts';
import { AgentTable } from './agent-table.tsx';

/** The agents of a number, or of all, each number by itself. */
export function Team({ number }: { number: string | undefined }): ReactNode {
  const { t } = useTranslation();
  useLiveInvalidation(agentEvents, agentKeys, 2_000);
  const agents = useQuery({ ...agentsQuery, refetchInterval: AGENTS_EVERY_MS });
  const numbers = useNumbers();
  if (agents.isPending) return <LoadingRows />;
  if (agents.data === undefined)
    return <ErrorState error={agents.error} onRetry={() => void agents.refetch()} />;
  if (numbers?.length === 0) return <NoNumbers />;
  const shown = agents.data.filter(({ instanceId }) => number === undefined || instanceId === number);
  if (shown.length === 0) return <NoAgents number={number} />;
  const nameOf = (id: string): string => numbers?.find((one) => one.id === id)?.name ?? t('words.number');
  return (
    <Stack gap="xl">
      {[...Map.groupBy(shown, ({ instanceId }) => instanceId)].map(([instanceId, ofNumber]) => (
        <section key={instanceId} aria-label={nameOf(instanceId)}>
          <Title order={2} size="h5" mb="xs">
            {nameOf(instanceId)}
          </Title>
          <AgentTable agents={ofNumber} label={nameOf(instanceId)} />
        </section>
      ))}
    </Stack>
  );
}

function NoAgents({ number }: { number: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const mayCreate = useMay('agents:write');
  return (
    <EmptyState
      icon={<IconUserPlus size={28} />}
      title={t('agents.empty.title')}
      body={mayCreate ? t('agents.empty.body') : t('agents.empty.viewer')}
      action={
        mayCreate && (
          <LinkButton to="/agents/new" search={{ number }}>
            {t('agents.new')}
          </LinkButton>
        )
      }
    />
  );
}
