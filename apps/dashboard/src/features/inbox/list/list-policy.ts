import type { Conversation, Message } from '@recado/sdk';
import type { AskedConversations } from '../inbox-filters.ts';
import type { ConversationList } from '../queries.ts';
import { previewOf } from './preview-policy.ts';

const DAY_MS = 86_400_000;

/** The conversations of a list, each once: one that moved up meanwhile may come on two pages. */
export function conversationsOf(list: ConversationList): Conversation[] {
  const byId = new Map<string, Conversation>();
  for (const { items } of list.pages)
    for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()];
}

/** Whether a conversation is one of those asked for; what only the server can tell, such as a search, is false. */
export function isAskedFor(conversation: Conversation, asked: AskedConversations): boolean {
  const { assignee, labels, status, instanceId } = conversation;
  return (
    asked.text === undefined &&
    (asked.status === undefined || asked.status === status) &&
    (asked.instanceId === undefined || asked.instanceId === instanceId) &&
    (asked.label === undefined || labels.includes(asked.label)) &&
    isWithWhom(assignee?.agentId, asked)
  );
}

function isWithWhom(agentId: string | undefined, asked: AskedConversations): boolean {
  if (asked.unassigned === true) return agentId === undefined;
  return asked.agentId === undefined || (agentId !== undefined && asked.agentId.includes(agentId));
}

/** Negative when the first comes before the other, in the order that was asked for. */
function compare(one: Conversation, other: Conversation, { order }: AskedConversations): number {
  if (order === 'longest_waiting')
    return Date.parse(one.waitingSince ?? '') - Date.parse(other.waitingSince ?? '');
  return Date.parse(other.lastMessageAt) - Date.parse(one.lastMessageAt);
}

/**
 * The list with a conversation as it is now: moved to its place, let in, or taken out. One whose place is beyond what was read
 * is not let in, since the next page brings it. A search keeps what it found.
 */
export function withConversation(
  list: ConversationList,
  conversation: Conversation,
  asked: AskedConversations,
): ConversationList {
  const before = conversationsOf(list);
  const isThere = before.some(({ id }) => id === conversation.id);
  if (asked.text !== undefined) return isThere ? withItems(list, replaced(before, conversation)) : list;
  const others = isThere ? before.filter(({ id }) => id !== conversation.id) : before;
  if (!isAskedFor(conversation, asked)) return isThere ? withItems(list, others) : list;
  const found = others.findIndex((other) => compare(conversation, other, asked) <= 0);
  const place = found === -1 ? others.length : found;
  const isBeyond = found === -1 && hasMore(list);
  return isBeyond
    ? isThere
      ? withItems(list, others)
      : list
    : withItems(list, others.toSpliced(place, 0, conversation));
}

const replaced = (all: readonly Conversation[], one: Conversation): Conversation[] =>
  all.map((other) => (other.id === one.id ? one : other));

const hasMore = ({ pages }: ConversationList): boolean => (pages.at(-1)?.nextCursor ?? null) !== null;

/** The same pages with other items: all of them on the first, since only the cursor of the last page counts. */
const withItems = (list: ConversationList, items: Conversation[]): ConversationList => ({
  ...list,
  pages: list.pages.map((page, index) => ({ ...page, items: index === 0 ? items : [] })),
});

/** A conversation after what happened to one of its messages, as far as the message alone can tell. */
export function withMessage(conversation: Conversation, message: Message, isNew: boolean): Conversation {
  const { lastMessage } = conversation;
  const isLast = lastMessage?.id === message.id;
  if (!isLast && lastMessage !== null && message.createdAt < lastMessage.at) return conversation;
  return {
    ...conversation,
    lastMessage: {
      id: message.id,
      type: message.message.type,
      preview: previewOf(message.message),
      direction: message.direction,
      status: message.status,
      at: message.createdAt,
    },
    ...(!isLast && isNew && arrived(conversation, message)),
  };
}

/** What a message changes that was not there before. */
function arrived(conversation: Conversation, message: Message): Partial<Conversation> {
  const lastMessageAt =
    message.createdAt > conversation.lastMessageAt ? message.createdAt : conversation.lastMessageAt;
  if (message.direction === 'outbound')
    return { lastMessageAt, ...(message.sentBy?.userId != null && { unreadCount: 0 }) };
  return {
    lastMessageAt,
    lastInboundAt: message.createdAt,
    unreadCount: conversation.unreadCount + 1,
    ...(conversation.windowClosesAt !== null && {
      windowClosesAt: new Date(Date.parse(message.createdAt) + DAY_MS).toISOString(),
    }),
  };
}
