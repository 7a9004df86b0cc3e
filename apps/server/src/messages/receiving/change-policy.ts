import type { InboundContent } from '@recado/contracts';
import type { Identity, MessageDeletion, MessageEdit } from '../../channels/index.ts';
import { MessageMetadata, type MessageRow } from '../present-message.ts';

export type Change = MessageEdit | MessageDeletion;

/** What is told of a change that was found to be allowed. */
type Told =
  | Pick<MessageEdit, 'kind' | 'at' | 'participant' | 'content'>
  | Pick<MessageDeletion, 'kind' | 'at' | 'participant'>;

/** What a message says from now on. */
export interface ContentNow {
  content: InboundContent;
  metadata: MessageMetadata;
}

/** What a message said before it was changed. */
interface Former {
  content: unknown;
  until: string;
}

const MOST_KEPT = 20;

type ChangedRow = Pick<MessageRow, 'direction' | 'sender' | 'recipient' | 'metadata'>;

/**
 * Whether a message is theirs to change who are said to have changed it: it is of the same chat, and they wrote it. In a group
 * admins delete what others wrote, and WhatsApp has checked that they are.
 */
export function mayChange(
  row: ChangedRow,
  change: Pick<Change, 'kind' | 'isFromUs' | 'from' | 'participant'>,
): boolean {
  const isOutbound = row.direction === 'outbound';
  const other = isOutbound ? row.recipient : row.sender;
  if (!change.from.some(({ value }) => value === other)) return false;
  const isInGroup = change.from[0].kind === 'group';
  if (change.kind === 'deleted' && isInGroup) return true;
  if (isOutbound !== change.isFromUs) return false;
  return !isInGroup || change.isFromUs || isSameAuthor(row.metadata, change.participant);
}

function isSameAuthor(metadata: unknown, participant: Identity[]): boolean {
  const { participant: authors = [] } = MessageMetadata.parse(metadata);
  return participant.some(({ kind, value }) =>
    authors.some((author) => author.kind === kind && author.value === value),
  );
}

/** What a message says after a change; what it said before goes to its metadata. */
export function changed(content: unknown, metadata: MessageMetadata, change: Told): ContentNow {
  const former: Former = { content, until: change.at.toISOString() };
  const before: unknown[] = Array.isArray(metadata['former']) ? metadata['former'] : [];
  // What only kept a place for its content has it now.
  const { placeholder, ...others } = metadata;
  return {
    content: change.kind === 'deleted' ? { type: 'deleted', content: {} } : edited(content, change.content),
    metadata: {
      ...others,
      former: (placeholder === true ? before : [...before, former]).slice(-MOST_KEPT),
      ...(change.kind === 'edited'
        ? { editedAt: change.at.toISOString() }
        : {
            deletedAt: change.at.toISOString(),
            ...(change.participant.length > 0 && { deletedBy: change.participant }),
          }),
    },
  };
}

/** A new caption leaves the file as it is. */
function edited(before: unknown, after: InboundContent): InboundContent {
  const isSame =
    typeof before === 'object' && before !== null && 'type' in before && before.type === after.type;
  if (!isSame || typeof after.content === 'string') return after;
  const content = 'content' in before && typeof before.content === 'object' ? before.content : {};
  return { type: after.type, content: { ...content, ...after.content } };
}
