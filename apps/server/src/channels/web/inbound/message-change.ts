import { z } from 'zod';
import type { MessageDeletion, MessageEdit } from '../../inbound-update.ts';
import { contentOf, unwrapped } from './message-content.ts';
import type { Parties } from './parties.ts';
import { Content, type MessageKey } from './web-update.ts';

// ProtocolMessage.Type
const REVOKE = ['REVOKE', 0];
const EDIT = ['MESSAGE_EDIT', 14];

const Protocol = z.looseObject({
  protocolMessage: z.looseObject({
    type: z.union([z.string(), z.number()]),
    key: z.looseObject({ id: z.string().min(1) }),
    editedMessage: Content.nullish(),
    timestampMs: z.coerce.number().nullish(),
  }),
});

/** Reads unwrapped content that edits or deletes another message. */
export function readChange(
  content: Content,
  { key, parties, at }: { key: MessageKey; parties: Parties; at: Date },
): MessageEdit | MessageDeletion | undefined {
  const found = Protocol.safeParse(content);
  if (!found.success) return undefined;
  const { type, key: target, editedMessage, timestampMs } = found.data.protocolMessage;
  const change = {
    whatsappId: target.id,
    from: parties.chat,
    isFromUs: parties.isFromUs,
    participant: parties.participant,
    at: timestampMs ? new Date(timestampMs) : at,
  };
  if (REVOKE.includes(type)) return { kind: 'deleted', ...change, at };
  if (!EDIT.includes(type) || editedMessage == null) return undefined;
  const edited = contentOf(unwrapped(editedMessage).content, key);
  return edited === undefined ? undefined : { kind: 'edited', ...change, content: edited.content };
}
