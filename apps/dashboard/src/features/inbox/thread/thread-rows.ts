import type { Message } from '@recado/sdk';
import { shownDrafts, type Draft } from './drafts.ts';
import { actorOf, fold, type Reaction, type Vote } from './thread-folding.ts';

/** Where a message stands among those that one wrote one after the other. */
export interface GroupPlace {
  isFirst: boolean;
  isLast: boolean;
}

export interface MessageRow extends GroupPlace {
  kind: 'message';
  key: string;
  message: Message;
  reactions: readonly Reaction[];
  votes: readonly Vote[];
}

export interface DraftRow extends GroupPlace {
  kind: 'draft';
  key: string;
  draft: Draft;
}

/** What the thread shows, from above to below. */
export type ThreadRow =
  { kind: 'day'; key: string; at: string } | { kind: 'unread'; key: 'unread' } | MessageRow | DraftRow;

export interface RowsOptions {
  messages: readonly Message[];
  drafts: readonly Draft[];
  /** The first message that nobody had read when the conversation was opened. */
  unreadFrom: string | undefined;
}

const TOGETHER_MS = 5 * 60_000;
const NONE: readonly never[] = [];

/** The day of a moment where the reader is, such as `2026-11-24`. */
export function dayOf(iso: string): string {
  const at = new Date(iso);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

const sentByOf = ({ sentBy }: Message): string =>
  sentBy === null ? '' : (sentBy.userId ?? sentBy.agentId ?? sentBy.broadcastId ?? '');

const standsAlone = ({ message }: Message): boolean =>
  ['system', 'reaction', 'poll_vote', 'edit', 'delete'].includes(message.type);

/** Whether one message goes on where another left off: of the same writer, soon after. */
export function areTogether(one: Message, next: Message): boolean {
  if (standsAlone(one) || standsAlone(next)) return false;
  const isSoon = Date.parse(next.createdAt) - Date.parse(one.createdAt) < TOGETHER_MS;
  return (
    isSoon &&
    one.direction === next.direction &&
    actorOf(one) === actorOf(next) &&
    sentByOf(one) === sentByOf(next)
  );
}

const draftRow = (draft: Draft): DraftRow => ({
  kind: 'draft',
  key: draft.id,
  draft,
  isFirst: true,
  isLast: true,
});

/** Whether a message begins a group: none before it on its day, or of somebody else, or long ago, or read before. */
function beginsGroup(message: Message, before: Message | undefined, unreadFrom: string | undefined): boolean {
  if (before === undefined || message.id === unreadFrom) return true;
  return dayOf(before.createdAt) !== dayOf(message.createdAt) || !areTogether(before, message);
}

/** What stands above a message: its day, when it is the first of it, and the line above what was not read. */
function linesAbove(
  message: Message,
  before: Message | undefined,
  unreadFrom: string | undefined,
): ThreadRow[] {
  const day = dayOf(message.createdAt);
  const isNewDay = before === undefined || dayOf(before.createdAt) !== day;
  return [
    ...(isNewDay ? [{ kind: 'day' as const, key: `day ${day}`, at: message.createdAt }] : []),
    ...(message.id === unreadFrom ? [{ kind: 'unread' as const, key: 'unread' as const }] : []),
  ];
}

/** The rows of a thread. */
export function rowsOf({ messages, drafts, unreadFrom }: RowsOptions): ThreadRow[] {
  const { shown, reactions, votes } = fold(messages);
  const rows = shown.flatMap((message, at): ThreadRow[] => {
    const before = shown[at - 1];
    const next = shown[at + 1];
    return [
      ...linesAbove(message, before, unreadFrom),
      {
        kind: 'message',
        key: message.id,
        message,
        isFirst: beginsGroup(message, before, unreadFrom),
        isLast: next === undefined || beginsGroup(next, message, unreadFrom),
        reactions: reactions.get(message.id) ?? NONE,
        votes: votes.get(message.id) ?? NONE,
      },
    ];
  });
  return [...rows, ...shownDrafts(drafts).map(draftRow)];
}

/** The message from which on the last so many of the customer's are. */
export function firstUnread(messages: readonly Message[], unreadCount: number): string | undefined {
  if (unreadCount === 0) return undefined;
  const inbound = messages.filter(
    ({ direction, message }) => direction === 'inbound' && message.type !== 'reaction',
  );
  return inbound[Math.max(0, inbound.length - unreadCount)]?.id;
}
