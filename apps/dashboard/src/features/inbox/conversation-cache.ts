import type { Conversation, Message } from '@recado/sdk';
import type { QueryClient } from '@tanstack/react-query';
import { askedInKey } from './list/asked-decoder.ts';
import { conversationsOf, withConversation, withMessage } from './list/list-policy.ts';
import { conversationListQuery, conversationListsKey, conversationQuery } from './queries.ts';

/** Shows a conversation as it is now: where it is open, and at its place in every list that was read. */
export function placeConversation(client: QueryClient, conversation: Conversation): void {
  client.setQueryData(conversationQuery(conversation.id).queryKey, conversation);
  for (const { queryKey, asked } of listsOf(client))
    client.setQueryData(queryKey, (list) => list && withConversation(list, conversation, asked));
}

/**
 * Shows what happened to a message in its conversation and at its place in the lists. `isNew`: it was not there before.
 * @returns whether some list that was read has the conversation
 */
export function placeMessage(client: QueryClient, message: Message, isNew: boolean): boolean {
  const id = message.conversationId;
  client.setQueryData(conversationQuery(id).queryKey, (one) => one && withMessage(one, message, isNew));
  let isListed = false;
  for (const { queryKey, asked } of listsOf(client)) {
    const list = client.getQueryData(queryKey);
    const before = list && conversationsOf(list).find((conversation) => conversation.id === id);
    if (list === undefined || before === undefined) continue;
    isListed = true;
    const after = withMessage(before, message, isNew);
    if (after !== before) client.setQueryData(queryKey, withConversation(list, after, asked));
  }
  return isListed;
}

/** Every list that was read, whoever looks at it. */
const listsOf = (client: QueryClient) =>
  client
    .getQueryCache()
    .findAll({ queryKey: conversationListsKey })
    .map(({ queryKey }) => {
      const asked = askedInKey(queryKey);
      return { queryKey: conversationListQuery(asked).queryKey, asked };
    });

/** The labels that conversations of the lists have, each once, in the order of the alphabet. */
export function labelsInLists(client: QueryClient): string[] {
  const lists = listsOf(client).flatMap(({ queryKey }) => client.getQueryData(queryKey) ?? []);
  return [...new Set(lists.flatMap(conversationsOf).flatMap(({ labels }) => labels))].toSorted((one, other) =>
    one.localeCompare(other),
  );
}
