import {
  assignConversation,
  labelConversation,
  transferConversation,
  type Conversation,
  type TransferConversation,
} from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { allAgentsQuery } from '../../../lib/api/agents.ts';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { useContactName } from '../contact-name.ts';
import { placeConversation } from '../conversation-cache.ts';
import { conversationQuery, decisionsQuery, notesQuery } from '../queries.ts';
import { useClosing } from './closing.ts';

/** What can be done with a conversation. */
export function useConversationActions(conversation: Conversation) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const name = useContactName()(conversation);
  const path = { id: conversation.id };
  const read = async (id: string): Promise<void> => {
    for (const { queryKey } of [decisionsQuery(id), notesQuery(id), allAgentsQuery])
      void queries.invalidateQueries({ queryKey });
    placeConversation(queries, await queries.query({ ...conversationQuery(id), staleTime: 0 }));
  };
  return {
    ...useClosing(read),
    assign: useMutation({
      mutationFn: (agentId: string) => call(assignConversation({ client, path, body: { agentId } })),
      onError: tell.failed,
      onSuccess: () => read(path.id),
    }),
    transfer: useMutation({
      mutationFn: (body: TransferConversation) => call(transferConversation({ client, path, body })),
      onSuccess: async () => {
        tell.done(t('inbox.done.transferred', { name }));
        await read(path.id);
      },
    }),
    label: useMutation({
      mutationFn: (change: { add: string[]; remove: string[] }) =>
        call(labelConversation({ client, path, body: change })),
      onSuccess: (now) => placeConversation(queries, now),
    }),
  };
}

export type ConversationActions = ReturnType<typeof useConversationActions>;
