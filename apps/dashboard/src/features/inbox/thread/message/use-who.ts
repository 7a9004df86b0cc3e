import type { Conversation, Message } from '@recado/sdk';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAgents } from '../../../../lib/api/agents.ts';
import { useProfile } from '../../../../lib/api/profile.ts';

/** Who wrote a message, in a word: the customer, a member of the group, a person or agent of ours, a broadcast. */
export function useWho({ contact }: Conversation): (message: Message) => string {
  const { t } = useTranslation();
  const me = useProfile()?.id;
  const agents = useAgents();
  return useMemo(() => {
    const customer = contact.name ?? contact.phoneNumber ?? t('thread.them');
    const ours = ({ sentBy }: Message): string => {
      if (sentBy === null) return t('thread.phone');
      const { userId, agentId, broadcastId } = sentBy;
      if (userId !== null && userId === me) return t('thread.you');
      if (broadcastId !== null) return t('thread.broadcast');
      const agent = agents?.find(({ id, configuration }) =>
        agentId === null ? configuration['userId'] === userId : id === agentId,
      );
      return agent?.name ?? t(agentId === null ? 'thread.colleague' : 'thread.agent');
    };
    return (message) =>
      message.direction === 'outbound'
        ? ours(message)
        : (message.author?.name ?? message.author?.phoneNumber ?? customer);
  }, [agents, contact, me, t]);
}
