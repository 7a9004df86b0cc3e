import { Text } from '@mantine/core';
import type { AgentTurn, Conversation } from '@recado/sdk';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgents } from '../../../lib/api/agents.ts';
import { useFormat } from '../../../lib/format.ts';
import { Dot, type DotColor } from '../../../ui/dot.tsx';
import { previewOf } from '../list/preview-policy.ts';
import { turnsQuery } from '../queries.ts';
import { HistoryDrawer } from './history-drawer.tsx';

const colors = {
  pending: 'gray',
  running: 'yellow',
  decided: 'yellow',
  done: 'green',
  dropped: 'gray',
  failed: 'red',
} as const satisfies Record<AgentTurn['state'], DotColor>;

/** What automatic agents answered in the conversation, and why. */
export function TurnsDrawer({
  conversation,
  onClose,
}: {
  conversation: Conversation;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const turns = useQuery({ ...turnsQuery(conversation.id), staleTime: 0 });
  return (
    <HistoryDrawer
      title={t('inbox.actions.turns')}
      query={turns}
      none={t('inbox.turns.none')}
      onClose={onClose}
    >
      {(turn) => <Turn key={turn.id} turn={turn} />}
    </HistoryDrawer>
  );
}

function Turn({ turn }: { turn: AgentTurn }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const agent = useAgents()?.find(({ id }) => id === turn.agentId);
  const { plan, error, state, createdAt } = turn;
  return (
    <li className="recado-decision">
      <Text fw={600}>
        <Dot color={colors[state]} /> {agent?.name ?? t('inbox.turns.agentGone')}:{' '}
        {t(`inbox.turns.state.${state}`)}
      </Text>
      {plan !== null && (
        <Text size="sm">
          {t(`inbox.turns.then.${plan.then}`)} <span className="recado-dimmed">({plan.why})</span>
        </Text>
      )}
      {plan?.messages.map((message, place) => (
        <Text key={place} size="sm" className="recado-said">
          {previewOf(message) ?? t(`words.messageType.${message.type}`)}
        </Text>
      ))}
      {error !== null && (
        <Text size="sm" c="red">
          {error.detail ?? error.code}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {format.moment(createdAt)}
      </Text>
    </li>
  );
}
