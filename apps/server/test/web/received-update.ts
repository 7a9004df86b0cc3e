import { proto, type WAMessage, type WAMessageKey } from 'baileys';
import { plainJson } from '../../src/channels/web/inbound/plain-json.ts';

export const NUMBER = '5511999999999@s.whatsapp.net';
export const LID = '123456789012345@lid';
export const AT = 1_790_000_000;

/** A message as the library gives it: content decoded from the wire in a plain object, stored as JSON. */
export function received(
  content: proto.IMessage | undefined,
  { key, ...others }: { key?: Partial<WAMessageKey> } & Partial<Omit<WAMessage, 'key'>> = {},
) {
  const message: WAMessage = {
    key: { remoteJid: NUMBER, remoteJidAlt: LID, fromMe: false, id: 'A1', addressingMode: 'pn', ...key },
    messageTimestamp: AT,
    pushName: 'Maria',
    broadcast: false,
    ...(content && {
      message: proto.Message.decode(proto.Message.encode(proto.Message.fromObject(content)).finish()),
    }),
    ...others,
  };
  return plainJson({ update: 'message', message });
}
