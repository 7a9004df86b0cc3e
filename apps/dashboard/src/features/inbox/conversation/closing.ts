import { assignConversation, closeConversation, reopenConversation, type Conversation } from '@recado/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useTell } from '../../../lib/tell.ts';
import { useTellUndoable } from '../../../ui/undo.tsx';
import { useContactName } from '../contact-name.ts';
import { placeConversation } from '../conversation-cache.ts';

/** Opens a conversation again, with who had it. */
async function reopenAsItWas({ id, assignee }: Conversation): Promise<void> {
  const reopened = await call(reopenConversation({ client, path: { id } }));
  if (assignee === null || assignee.agentId === reopened.assignee?.agentId) return;
  await call(assignConversation({ client, path: { id }, body: { agentId: assignee.agentId } }));
}

/**
 * Closing and reopening, shown before the server answers. By the time of the answer the conversation shown is another one, so
 * that what was before goes along with the request.
 * @param read reads the conversation, and what depends on it, again
 */
export function useClosing(read: (id: string) => Promise<void>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const tell = useTell();
  const tellUndoable = useTellUndoable();
  const nameOf = useContactName();
  const place = (now: Conversation): void => placeConversation(queries, now);
  const takeBack = (error: unknown, before: Conversation): void => {
    place(before);
    tell.failed(error);
  };
  const undoClose = useMutation({
    mutationFn: reopenAsItWas,
    onError: tell.failed,
    onSettled: (_answer, _error, { id }) => read(id),
  });
  return {
    close: useMutation({
      mutationFn: ({ id }: Conversation) => call(closeConversation({ client, path: { id } })),
      onMutate: (before) => place({ ...before, status: 'closed', assignee: null }),
      onError: takeBack,
      onSuccess: (now, before) => {
        place(now);
        tellUndoable(t('inbox.done.closed', { name: nameOf(before) }), () => undoClose.mutate(before));
      },
    }),
    reopen: useMutation({
      mutationFn: ({ id }: Conversation) => call(reopenConversation({ client, path: { id } })),
      onMutate: (before) => place({ ...before, status: 'open', closedAt: null }),
      onError: takeBack,
      onSuccess: place,
    }),
  };
}
