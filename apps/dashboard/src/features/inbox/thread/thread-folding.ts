import type { Message } from '@recado/sdk';
import { fieldsOf, textField, textsField } from '../../../lib/content-fields.ts';

/** What one person put on a message. */
export interface Reaction {
  emoji: string;
  /** Who: us, or the customer by number, and in a group its member. */
  by: string;
  isOurs: boolean;
}

/** What was chosen of a poll, by whom. */
export interface Vote {
  options: readonly string[];
  by: string;
}

/** What is shown with the message that it is about, and what stands for itself. */
export interface Folded {
  shown: readonly Message[];
  reactions: ReadonlyMap<string, readonly Reaction[]>;
  votes: ReadonlyMap<string, readonly Vote[]>;
}

const troubled: ReadonlySet<Message['status']> = new Set(['failed', 'in_doubt', 'expired', 'cancelled']);

/** The message that one is about: ours name it in their content, the customers' as an answer does. */
export const targetOf = ({ message, replyTo }: Message): string | undefined =>
  textField(fieldsOf(message.content), 'messageId') ?? replyTo ?? undefined;

export const actorOf = ({ direction, author, sender }: Message): string =>
  direction === 'outbound' ? 'us' : (author?.phoneNumber ?? author?.name ?? sender);

/** What each put last on each message; who took it back is left out. */
function lastByEach<Entry extends { by: string }>(
  entries: readonly { target: string; entry: Entry }[],
  isThere: (entry: Entry) => boolean,
): Map<string, readonly Entry[]> {
  const byTarget = new Map<string, Map<string, Entry>>();
  for (const { target, entry } of entries) {
    const entriesOfTarget = byTarget.get(target) ?? new Map<string, Entry>();
    // Who changes a reaction comes last.
    entriesOfTarget.delete(entry.by);
    entriesOfTarget.set(entry.by, entry);
    byTarget.set(target, entriesOfTarget);
  }
  return new Map([...byTarget].map(([target, all]) => [target, [...all.values()].filter(isThere)]));
}

const reactionOf = (message: Message): Reaction => ({
  emoji: textField(fieldsOf(message.message.content), 'emoji') ?? '',
  by: actorOf(message),
  isOurs: message.direction === 'outbound',
});

const voteOf = (message: Message): Vote => ({
  options: textsField(fieldsOf(message.message.content), 'options'),
  by: actorOf(message),
});

/** Whether a message shows on the one it is about, rather than by itself. One that did not arrive has to be seen. */
function isFolded(
  { message, status }: Message,
  target: string | undefined,
  known: ReadonlySet<string>,
): boolean {
  if (troubled.has(status)) return false;
  // What the message says now is what the edit or deletion made of it.
  if (message.type === 'edit' || message.type === 'delete') return true;
  const isOnAnother = message.type === 'reaction' || message.type === 'poll_vote';
  return isOnAnother && target !== undefined && known.has(target);
}

/** Puts reactions and votes with the messages that they are about. Takes the messages in their order. */
export function fold(messages: readonly Message[]): Folded {
  const known = new Set(messages.map(({ id }) => id));
  const shown: Message[] = [];
  const reactions: { target: string; entry: Reaction }[] = [];
  const votes: { target: string; entry: Vote }[] = [];
  for (const message of messages) {
    const target = targetOf(message);
    if (!isFolded(message, target, known)) shown.push(message);
    else if (target !== undefined && message.message.type === 'reaction')
      reactions.push({ target, entry: reactionOf(message) });
    else if (target !== undefined && message.message.type === 'poll_vote')
      votes.push({ target, entry: voteOf(message) });
  }
  return {
    shown,
    reactions: lastByEach(reactions, ({ emoji }) => emoji !== ''),
    votes: lastByEach(votes, ({ options }) => options.length > 0),
  };
}

/** How often each emoji is on a message, the first one first. */
export function countedReactions(
  reactions: readonly Reaction[],
): { emoji: string; count: number; isOurs: boolean }[] {
  return [...Map.groupBy(reactions, ({ emoji }) => emoji)].map(([emoji, all]) => ({
    emoji,
    count: all.length,
    isOurs: all.some(({ isOurs }) => isOurs),
  }));
}
