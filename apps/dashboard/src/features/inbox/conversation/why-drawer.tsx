import { Text } from '@mantine/core';
import type { Conversation, DistributionDecision } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { Dot } from '../../../ui/dot.tsx';
import { decisionsQuery } from '../queries.ts';
import { HistoryDrawer } from './history-drawer.tsx';

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
    <HistoryDrawer
      title={t('inbox.actions.why')}
      query={decisions}
      none={t('inbox.why.none')}
      onClose={onClose}
    >
      {(decision) => <Decision key={decision.id} decision={decision} />}
    </HistoryDrawer>
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
