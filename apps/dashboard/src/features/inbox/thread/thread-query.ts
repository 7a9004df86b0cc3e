import { listConversationMessages } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { threadCache, threadKey } from './thread-cache.ts';
import { windowOf, type ThreadPage } from './thread-window.ts';

/** So many messages come with one request. */
export const PAGE = 50;

/** Which messages of a conversation: the newest, or those beside one. */
export interface PagePlace {
  before?: string;
  after?: string;
  around?: string;
}

/** Reads a page of a conversation's messages. @throws CallFailed */
export const readPage = (id: string, place: PagePlace, signal?: AbortSignal): Promise<ThreadPage> =>
  call(
    listConversationMessages({
      client,
      path: { id },
      query: { limit: PAGE, ...place },
      ...(signal !== undefined && { signal }),
    }),
  );

/** Where somebody reads who is not at the end; a page that is read again is read there. */
const places = new Map<string, string>();

/** Notes where a conversation is read; undefined at its end. */
export function readsAt(conversationId: string, messageId: string | undefined): void {
  if (messageId === undefined) places.delete(conversationId);
  else places.set(conversationId, messageId);
}

/** A conversation's messages from where it is read. What happened while they were on their way is taken in. */
export const threadQuery = (conversationId: string) =>
  queryOptions({
    queryKey: threadKey(conversationId),
    queryFn: async ({ signal }) => {
      const around = places.get(conversationId);
      const page = await readPage(conversationId, around === undefined ? {} : { around }, signal);
      return threadCache.withRecent(conversationId, windowOf(page));
    },
    refetchOnMount: 'always',
  });
