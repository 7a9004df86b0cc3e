import {
  cancelMessage,
  getMessage,
  resendMessage,
  sendInConversation,
  type OutboundContent,
} from '@recado/sdk';
import { queryOptions, useMutation } from '@tanstack/react-query';
import { client } from '../../../../lib/api/client.ts';
import { call } from '../../../../lib/api/problem.ts';
import { useTell } from '../../../../lib/tell.ts';
import { threadCache } from '../thread-cache.ts';

/** A message with all it went through. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => call(getMessage({ client, signal, path: { id } })),
  });

/** Sends what is about another message: a reaction, an edit, a deletion. */
export function useSendChange(conversationId: string) {
  return useMutation({
    mutationFn: (message: OutboundContent) =>
      call(sendInConversation({ client, path: { id: conversationId }, body: { message } })),
    onSuccess: (message) => threadCache.put(message),
  });
}

/** Sends a message again, or calls one off that waits. */
export function useMessageFate(id: string) {
  const tell = useTell();
  const options = { onSuccess: threadCache.put.bind(threadCache), onError: tell.failed };
  const resend = useMutation({
    mutationFn: () => call(resendMessage({ client, path: { id } })),
    ...options,
  });
  const cancel = useMutation({
    mutationFn: () => call(cancelMessage({ client, path: { id } })),
    ...options,
  });
  return { resend, cancel };
}
