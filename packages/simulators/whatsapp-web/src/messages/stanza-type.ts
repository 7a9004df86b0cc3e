import { proto } from 'baileys';

const { Type } = proto.Message.ProtocolMessage;

const MEDIA_FIELDS = [
  'imageMessage',
  'videoMessage',
  'audioMessage',
  'documentMessage',
  'stickerMessage',
  'contactMessage',
  'contactsArrayMessage',
  'locationMessage',
  'liveLocationMessage',
] as const;

/** The attributes of `<message>` that tell the server what kind of message is inside. */
export function stanzaTypeOf(message: proto.IMessage): { type: string; edit?: string } {
  const protocolType = message.protocolMessage?.type;
  if (protocolType === Type.REVOKE) return { type: 'text', edit: '7' };
  if (protocolType === Type.MESSAGE_EDIT) return { type: 'text', edit: '1' };
  if (message.reactionMessage) return { type: 'reaction' };
  if (message.pollCreationMessageV3 ?? message.pollUpdateMessage) return { type: 'poll' };
  return { type: MEDIA_FIELDS.some((field) => message[field]) ? 'media' : 'text' };
}
