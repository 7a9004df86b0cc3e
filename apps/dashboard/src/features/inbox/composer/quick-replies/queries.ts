import { createQuickReply, deleteQuickReply, listQuickReplies, updateQuickReply } from '@recado/sdk';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../../../../lib/api/client.ts';
import { call } from '../../../../lib/api/problem.ts';

const quickRepliesKey = ['quick-replies'] as const;
const MOST = 100;

/** The quick replies whose shortcut begins so, then those that have it in their text. */
export const quickRepliesQuery = (text: string, limit = MOST) =>
  queryOptions({
    queryKey: [...quickRepliesKey, text, limit],
    queryFn: async ({ signal }) =>
      (await call(listQuickReplies({ client, signal, query: { text, limit } }))).items,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** What somebody writes down. */
export interface QuickReplyDraft {
  id: string | undefined;
  shortcut: string;
  text: string;
}

/** Keeps a quick reply, a new one or a changed one. */
export function useSaveQuickReply() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, shortcut, text }: QuickReplyDraft) => {
      const body = { shortcut, text };
      return call(
        id === undefined
          ? createQuickReply({ client, body })
          : updateQuickReply({ client, path: { id }, body }),
      );
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: quickRepliesKey }),
  });
}

export function useDeleteQuickReply() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteQuickReply({ client, path: { id } })),
    onSettled: () => queries.invalidateQueries({ queryKey: quickRepliesKey }),
  });
}
