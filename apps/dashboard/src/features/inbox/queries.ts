import {
  explainDistribution,
  getContact,
  getConversation,
  getGroup,
  listAgentTurns,
  listConversationNotes,
  listConversations,
  searchMessages,
  type Conversation,
  type ConversationPage,
} from '@recado/sdk';
import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { client } from '../../lib/api/client.ts';
import { call } from '../../lib/api/problem.ts';
import type { AskedConversations } from './inbox-filters.ts';

const PAGE = 50;
const FOUND = 20;
const DETAILS = 50;

/** Above every query about conversations, to read all of them again. */
export const conversationsKey = ['conversations'] as const;
/** Above every list of conversations. */
export const conversationListsKey = [...conversationsKey, 'list'] as const;

/** A list of conversations, as far as it was read. */
export type ConversationList = InfiniteData<ConversationPage>;

/** The conversations that are asked for, page by page. */
export const conversationListQuery = (asked: AskedConversations) =>
  infiniteQueryOptions({
    queryKey: [...conversationListsKey, asked],
    queryFn: ({ pageParam, signal }) =>
      call(
        listConversations({
          client,
          signal,
          query: { limit: PAGE, ...asked, ...(pageParam !== null && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const firstPage: string | null = null;

/** One conversation. */
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: [...conversationsKey, 'one', id],
    queryFn: ({ signal }): Promise<Conversation> => call(getConversation({ client, signal, path: { id } })),
  });

/** The messages that have the words, the best first. */
export const foundMessagesQuery = (text: string, instanceId: string | undefined) =>
  queryOptions({
    queryKey: ['messages', 'search', text, instanceId],
    queryFn: ({ signal }) =>
      call(
        searchMessages({
          client,
          signal,
          query: { limit: FOUND, text, ...(instanceId !== undefined && { instanceId }) },
        }),
      ),
  });

/** Who got the conversation when and why, newest first. */
export const decisionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...conversationsKey, 'decisions', id],
    queryFn: ({ signal }) =>
      call(explainDistribution({ client, signal, path: { id }, query: { limit: DETAILS } })),
  });

/** What automatic agents did in the conversation, newest first. */
export const turnsQuery = (id: string) =>
  queryOptions({
    queryKey: [...conversationsKey, 'turns', id],
    queryFn: ({ signal }) =>
      call(listAgentTurns({ client, signal, path: { id }, query: { limit: DETAILS } })),
  });

/** What the team wrote down about the conversation, newest first. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: [...conversationsKey, 'notes', id],
    queryFn: ({ signal }) =>
      call(listConversationNotes({ client, signal, path: { id }, query: { limit: DETAILS } })),
  });

/** The person or group at the other end, with all that is kept of it. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) => call(getContact({ client, signal, path: { id } })),
  });

/** A group as WhatsApp has it; asked of the number that is in it. */
export const groupQuery = (instanceId: string, groupId: string) =>
  queryOptions({
    queryKey: ['groups', instanceId, groupId],
    queryFn: ({ signal }) => call(getGroup({ client, signal, path: { id: instanceId, groupId } })),
    staleTime: 60_000,
  });
