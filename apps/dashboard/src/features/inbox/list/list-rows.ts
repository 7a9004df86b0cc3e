import type { Conversation, FoundMessage } from '@recado/sdk';
import { hasFacts } from './row-facts-policy.ts';

/** What the list shows, one under the other. */
export type ListRow =
  | { kind: 'conversation'; key: string; conversation: Conversation }
  | { kind: 'heading'; key: 'conversations' | 'messages' }
  | { kind: 'found'; key: string; message: FoundMessage };

/** While one searches, first whom it is with, then what was said. */
export function listRows(
  conversations: readonly Conversation[],
  found: readonly FoundMessage[] | undefined,
): ListRow[] {
  const rows = conversations.map((conversation): ListRow => ({
    kind: 'conversation',
    key: conversation.id,
    conversation,
  }));
  if (found === undefined) return rows;
  return [
    ...(rows.length > 0 ? [{ kind: 'heading', key: 'conversations' } as const, ...rows] : []),
    ...(found.length > 0
      ? [
          { kind: 'heading', key: 'messages' } as const,
          ...found.map((message): ListRow => ({ kind: 'found', key: `found-${message.id}`, message })),
        ]
      : []),
  ];
}

/** How high a row is, as the style sheet has it. */
export function rowHeight(row: ListRow | undefined, nowMs: number): number {
  if (row?.kind === 'heading') return 36;
  if (row?.kind === 'found') return 84;
  return row !== undefined && hasFacts(row.conversation, nowMs) ? 92 : 68;
}
