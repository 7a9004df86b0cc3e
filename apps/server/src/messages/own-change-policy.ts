import { OutboundContent, type InboundContent, type MessageId, type OutboundOf } from '@recado/contracts';
import { changed, type ContentNow } from './receiving/change-policy.ts';
import { MessageMetadata, type MessageRow } from './present-message.ts';

type OwnChange = OutboundOf<'edit'> | OutboundOf<'delete'>;

/** An edit or deletion of ours; most messages are neither, so the type alone is looked at first. */
export function ownChangeOf(content: unknown): OwnChange | undefined {
  if (typeof content !== 'object' || content === null || !('type' in content)) return undefined;
  if (content.type !== 'edit' && content.type !== 'delete') return undefined;
  const parsed = OutboundContent.parse(content);
  return parsed.type === 'edit' || parsed.type === 'delete' ? parsed : undefined;
}

/** The message that an outbound one changes. */
export const targetOf = (content: unknown): MessageId | undefined => ownChangeOf(content)?.content.messageId;

/** What a message says once WhatsApp has our change of it; undefined when it was deleted before. */
export function afterOwnChange(
  { content, metadata }: Pick<MessageRow, 'content' | 'metadata'>,
  change: OwnChange,
  at: Date,
): ContentNow | undefined {
  if (isOfType(content, 'deleted')) return undefined;
  const before = MessageMetadata.parse(metadata);
  const told = { at, participant: [] };
  return change.type === 'delete'
    ? changed(content, before, { kind: 'deleted', ...told })
    : changed(content, before, { kind: 'edited', ...told, content: editedContent(content, change) });
}

/** A file stays; the new text is its caption. */
function editedContent(before: unknown, { content: { text } }: OutboundOf<'edit'>): InboundContent {
  for (const type of ['image', 'video', 'document'] as const)
    if (isOfType(before, type)) return { type, content: { caption: text } };
  return { type: 'text', content: text };
}

const isOfType = (content: unknown, type: string): boolean =>
  typeof content === 'object' && content !== null && 'type' in content && content.type === type;
