import type { proto } from 'baileys';

/** The words of a text message; undefined for anything else. */
export function textOf(message: proto.IMessage): string | undefined {
  const inner = message.ephemeralMessage?.message ?? message;
  return inner.conversation ?? inner.extendedTextMessage?.text ?? undefined;
}
