import { Skeleton, Stack, Text } from '@mantine/core';
import type { Conversation, DistributionDecision } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { DetailsDrawer } from '../../../ui/details-drawer.tsx';
import { Dot } from '../../../ui/dot.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { decisionsQuery } from '../queries.ts';

/** Why this agent: every decision on who gets the conversation, with what became of each who was looked at. */
export function WhyDrawer({
  conversation,
  onClose,
}: {
  conversation: Conversation;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const decisions = useQuery({ ...decisionsQuery(conversation.id), staleTime: 0 });
  return (
    <DetailsDrawer title={t('inbox.actions.why')} onClose={onClose}>
      {decisions.isPending && <Skeleton height={120} />}
      {decisions.isError && <ErrorState error={decisions.error} onRetry={() => void decisions.refetch()} />}
      {decisions.data?.items.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('inbox.why.none')}
        </Text>
      )}
      <Stack component="ol" gap="lg" className="recado-plain-list">
        {decisions.data?.items.map((decision) => (
          <Decision key={decision.id} decision={decision} />
        ))}
      </Stack>
    </DetailsDrawer>
  );
}

function Decision({ decision }: { decision: DistributionDecision }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { agent, rule, cause, candidates, assignedAt } = decision;
  return (
    <li className="recado-decision">
      <Text fw={600}>{agent?.name ?? t('inbox.why.nobody')}</Text>
      <Text size="sm">
        {t(`inbox.why.rule.${rule ?? 'none'}`)} {t(`inbox.why.cause.${cause}`)}
      </Text>
      <Text size="xs" c="dimmed">
        {format.moment(assignedAt)}
      </Text>
      {candidates.length > 0 && (
        <ul className="recado-decision-candidates" aria-label={t('inbox.why.candidates')}>
          {candidates.map(({ agentId, name, outcome }) => (
            <li key={agentId}>
              <Dot color={outcome === 'chosen' ? 'green' : 'gray'} />
              <span>
                <strong>{name}</strong> {t(`inbox.why.outcome.${outcome}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
