import { listConversationMessages } from '@recado/sdk';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { threadCache, threadKey } from './thread-cache.ts';
import { windowOf, type ThreadPage } from './thread-window.ts';

/** So many messages come with one request. */
const PAGE = 50;

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

/** A conversation's messages from where it is read. What happened while they were on their way is taken in. */
export const threadQuery = (conversationId: string) =>
  queryOptions({
    queryKey: threadKey(conversationId),
    queryFn: async ({ signal }) => {
      const around = threadCache.placeIn(conversationId);
      const page = await readPage(conversationId, around === undefined ? {} : { around }, signal);
      return threadCache.withRecent(conversationId, windowOf(page));
    },
    refetchOnMount: 'always',
  });
