import type { Message, MessageStatus } from '@recado/sdk';

/** A stretch of a conversation: what is known of its messages between two places, and whether there is more beyond. */
export interface ThreadWindow {
  /** Oldest first, as the server orders them: by the time they were written, then by id. */
  messages: readonly Message[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** What came while the newest messages were not in the window. */
  beyond: readonly string[];
}

/** A page of the server: newest first. */
export interface ThreadPage {
  items: readonly Message[];
  nextCursor: string | null;
  hasNewer: boolean;
}

/** So many messages are kept of a conversation; those at the other end of it are read again when they are wanted. */
export const MOST_KEPT = 1_000;
const MOST_COUNTED = 1_000;

const ranks: Readonly<Record<MessageStatus, number>> = {
  pending: 0,
  sending: 1,
  in_doubt: 2,
  sent: 3,
  delivered: 4,
  read: 5,
  failed: 6,
  cancelled: 6,
  expired: 6,
};

/** The later of two versions of a message. Statuses that came at once have one time, and the order of their course. */
function laterOf(one: Message, other: Message): Message {
  if (one.updatedAt !== other.updatedAt) return one.updatedAt > other.updatedAt ? one : other;
  return ranks[other.status] > ranks[one.status] ? other : one;
}

/** The order of the thread. */
const inOrder = (one: Message, other: Message): number =>
  one.createdAt === other.createdAt
    ? one.id.localeCompare(other.id)
    : one.createdAt.localeCompare(other.createdAt);

/** The window that a page is by itself. */
export const windowOf = ({ items, nextCursor, hasNewer }: ThreadPage): ThreadWindow => ({
  messages: items.toReversed(),
  hasOlder: nextCursor !== null,
  hasNewer,
  beyond: [],
});

/** Whether a message that is not known belongs between the ends of the window. */
function isWithin({ messages, hasOlder, hasNewer }: ThreadWindow, message: Message): boolean {
  const first = messages[0];
  const last = messages.at(-1);
  if (first === undefined || last === undefined) return !hasOlder && !hasNewer;
  return (!hasOlder || inOrder(message, first) > 0) && (!hasNewer || inOrder(message, last) < 0);
}

const isBeyond = ({ messages, hasNewer }: ThreadWindow, message: Message): boolean => {
  const last = messages.at(-1);
  return hasNewer && last !== undefined && inOrder(message, last) > 0;
};

const byId = (messages: readonly Message[]): Map<string, Message> =>
  new Map(messages.map((message) => [message.id, message]));

/** All that is known of the messages, each once, in their order; the same list when the versions say nothing new. */
function merged(messages: readonly Message[], versions: readonly Message[]): readonly Message[] {
  const known = byId(messages);
  let isChanged = false;
  for (const version of versions) {
    const before = known.get(version.id);
    const now = before === undefined ? version : laterOf(before, version);
    isChanged ||= now !== before;
    known.set(version.id, now);
  }
  return isChanged ? [...known.values()].toSorted(inOrder) : messages;
}

/** Takes in versions of messages, in any order and however often: those within the window are shown, others are counted. */
export function withMessages(window: ThreadWindow, versions: readonly Message[]): ThreadWindow {
  const known = byId(window.messages);
  const [within, others] = partition(versions, (one) => known.has(one.id) || isWithin(window, one));
  const messages = merged(window.messages, within);
  const late = others.filter((one) => isBeyond(window, one)).map(({ id }) => id);
  const beyond = [...new Set([...window.beyond, ...late])].slice(0, MOST_COUNTED);
  const isSame = messages === window.messages && beyond.length === window.beyond.length;
  return isSame ? window : { ...window, messages, beyond };
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const { first = [], second = [] } = Object.groupBy(all, (one) => (isFirst(one) ? 'first' : 'second'));
  return [first, second];
}

/** The window with the page before it; what is far below is let go. */
export function withOlder(window: ThreadWindow, page: ThreadPage): ThreadWindow {
  const messages = merged(window.messages, page.items);
  const hasLetGo = messages.length > MOST_KEPT;
  return {
    messages: messages.slice(0, MOST_KEPT),
    hasOlder: page.nextCursor !== null,
    hasNewer: window.hasNewer || hasLetGo,
    beyond: window.beyond,
  };
}

/** The window with the page after it; what is far above is let go. */
export function withNewer(window: ThreadWindow, page: ThreadPage): ThreadWindow {
  const messages = merged(window.messages, page.items);
  const kept = messages.slice(-MOST_KEPT);
  return {
    messages: kept,
    hasOlder: window.hasOlder || kept.length < messages.length,
    hasNewer: page.hasNewer,
    beyond: page.hasNewer ? window.beyond : [],
  };
}

/** The window once much was written, without what is far from who reads: at its end, or above. */
export function bounded(window: ThreadWindow, isAtEnd: boolean): ThreadWindow {
  const { messages } = window;
  if (messages.length <= 2 * MOST_KEPT) return window;
  return isAtEnd
    ? { ...window, messages: messages.slice(-MOST_KEPT), hasOlder: true }
    : { ...window, messages: messages.slice(0, MOST_KEPT), hasNewer: true };
}
