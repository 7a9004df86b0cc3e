import { sendInConversation } from '@recado/sdk';
import { client } from '../../../../lib/api/client.ts';
import { call } from '../../../../lib/api/problem.ts';
import { queryClient } from '../../../../lib/api/query-client.ts';
import { session } from '../../../../lib/session/browser-session.ts';
import type { Draft } from '../../thread/drafts.ts';
import { draftsKey, threadCache } from '../../thread/thread-cache.ts';
import { Outbox } from './outbox.ts';

const currentUser = (): string | undefined => {
  const state = session.state();
  return state.status === 'anonymous' ? undefined : state.session.userId;
};

const ofDrafts = /^\["thread-drafts","([^"]+)"\]$/;

/** What this person wrote and the server may not have yet. */
export const outbox = new Outbox({
  storage: window.localStorage,
  storageKey: () => {
    const userId = currentUser();
    return userId === undefined ? undefined : `recado.outbox.${userId}`;
  },
  send: ({ id, conversationId, body }) =>
    call(
      sendInConversation({
        client,
        path: { id: conversationId },
        headers: { 'Idempotency-Key': id },
        body,
      }),
    ),
  thread: threadCache,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

// A draft that was taken out of the thread is not to come back at the next visit.
queryClient.getQueryCache().subscribe(({ type, query: { queryHash } }) => {
  const conversationId = type === 'updated' ? ofDrafts.exec(queryHash)?.[1] : undefined;
  if (conversationId === undefined) return;
  const drafts = queryClient.getQueryData<readonly Draft[]>(draftsKey(conversationId)) ?? [];
  outbox.keepOnly(conversationId, new Set(drafts.map(({ id }) => id)));
});
