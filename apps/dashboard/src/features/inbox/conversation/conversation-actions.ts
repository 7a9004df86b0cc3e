import {
  assignConversation,
  closeConversation,
  labelConversation,
  reopenConversation,
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
import { useTellUndoable } from '../../../ui/undo.tsx';
import { useContactName } from '../contact-name.ts';
import { placeConversation } from '../conversation-cache.ts';
import { conversationQuery, decisionsQuery, notesQuery } from '../queries.ts';

/** What can be done with a conversation. What is safe to show before the server answers is shown at once. */
export function useConversationActions(conversation: Conversation) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const tellUndoable = useTellUndoable();
  const name = useContactName()(conversation);
  const path = { id: conversation.id };
  const place = (now: Conversation): void => placeConversation(queries, now);
  const read = async (): Promise<void> => {
    void queries.invalidateQueries({ queryKey: decisionsQuery(path.id).queryKey });
    void queries.invalidateQueries({ queryKey: notesQuery(path.id).queryKey });
    void queries.invalidateQueries({ queryKey: allAgentsQuery.queryKey });
    place(await queries.query({ ...conversationQuery(path.id), staleTime: 0 }));
  };
  const takeBack = (error: unknown): void => {
    place(conversation);
    tell.failed(error);
  };

  const assign = useMutation({
    mutationFn: (agentId: string) => call(assignConversation({ client, path, body: { agentId } })),
    onError: tell.failed,
    onSuccess: read,
  });
  const reopen = useMutation({
    mutationFn: () => call(reopenConversation({ client, path })),
    onMutate: () => place({ ...conversation, status: 'open', closedAt: null }),
    onError: takeBack,
    onSuccess: place,
  });
  const undoClose = useMutation({
    mutationFn: () => reopenAsItWas(conversation),
    onError: tell.failed,
    onSettled: read,
  });
  const close = useMutation({
    mutationFn: () => call(closeConversation({ client, path })),
    onMutate: () => place({ ...conversation, status: 'closed', assignee: null }),
    onError: takeBack,
    onSuccess: (now) => {
      place(now);
      tellUndoable(t('inbox.done.closed', { name }), () => undoClose.mutate());
    },
  });
  const transfer = useMutation({
    mutationFn: (body: TransferConversation) => call(transferConversation({ client, path, body })),
    onSuccess: async () => {
      tell.done(t('inbox.done.transferred', { name }));
      await read();
    },
  });
  const label = useMutation({
    mutationFn: (change: { add: string[]; remove: string[] }) =>
      call(labelConversation({ client, path, body: change })),
    onSuccess: place,
  });
  return { assign, reopen, close, transfer, label };
}

/** Opens a conversation again, with who had it. */
async function reopenAsItWas({ id, assignee }: Conversation): Promise<void> {
  const reopened = await call(reopenConversation({ client, path: { id } }));
  if (assignee === null || assignee.agentId === reopened.assignee?.agentId) return;
  await call(assignConversation({ client, path: { id }, body: { agentId: assignee.agentId } }));
}

export type ConversationActions = ReturnType<typeof useConversationActions>;
