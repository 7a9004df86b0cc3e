import type { LedgerEntry } from '../ledger.ts';
import type { CustomerState, SentByCustomer } from './customer-state.ts';
import { shownAsSent, shownContent, type ReadTemplate, type ShownContent } from './shown-content.ts';

/** One bubble of the chat on the customer's telephone. */
export interface ShownMessage extends ShownContent {
  readonly id: string;
  readonly from: 'business' | 'customer';
  readonly at: number;
  /** Whether the other side has read it. */
  readonly isRead: boolean;
  readonly reactions: readonly { readonly from: 'business' | 'customer'; readonly emoji: string }[];
}

type Line = Omit<ShownMessage, 'reactions'>;

interface Reaction {
  readonly about: string;
  readonly from: 'business' | 'customer';
  readonly emoji: string;
  readonly at: number;
}

/** Both sides of the chat as the telephone shows it, oldest first: a reaction hangs on its message. */
export function chatOf(state: CustomerState, readTemplate: ReadTemplate): ShownMessage[] {
  const received = state.received.filter(({ entry }) => entry.type !== 'reaction');
  const sent = state.sent.filter(({ message }) => message.type !== 'reaction');
  const reactions = [
    ...state.received.flatMap(({ entry }) => reactionOf(entry.body, 'business', entry.acceptedAt)),
    ...state.sent.flatMap(({ message, at }) => reactionOf(message, 'customer', at)),
  ].sort((a, b) => a.at - b.at);
  const messages: Line[] = [
    ...received.map(({ entry, isRead }) => fromBusiness(entry, isRead, readTemplate)),
    ...sent.map(fromCustomer),
  ];
  return messages
    .sort((a, b) => a.at - b.at)
    .map((message) => ({ ...message, reactions: reactionsTo(message.id, reactions) }));
}

const fromBusiness = (entry: LedgerEntry, isRead: boolean, readTemplate: ReadTemplate): Line => ({
  id: entry.wamid,
  from: 'business',
  at: entry.acceptedAt,
  isRead,
  ...shownContent(entry.body, readTemplate),
});

const fromCustomer = (sent: SentByCustomer): Line => ({
  id: sent.wamid,
  from: 'customer',
  at: sent.at,
  isRead: sent.isReadByBusiness,
  ...shownAsSent(sent),
});

function reactionOf(body: object, from: Reaction['from'], at: number): Reaction[] {
  const reaction: unknown = 'reaction' in body ? body.reaction : undefined;
  if (typeof reaction !== 'object' || reaction === null || !('message_id' in reaction)) return [];
  const emoji = 'emoji' in reaction && typeof reaction.emoji === 'string' ? reaction.emoji : '';
  return [{ about: String(reaction.message_id), from, emoji, at }];
}

/** The last one of each side counts; an empty one takes it back. */
function reactionsTo(id: string, reactions: readonly Reaction[]): ShownMessage['reactions'] {
  return (['business', 'customer'] as const).flatMap((from) => {
    const last = reactions.findLast((reaction) => reaction.about === id && reaction.from === from);
    return last === undefined || last.emoji === '' ? [] : [{ from, emoji: last.emoji }];
  });
}
