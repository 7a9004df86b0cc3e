import type { MediaType, proto } from 'baileys';
import type { FileFacts } from '../media/encrypted-file.ts';
import type { FileMessage } from './outgoing-message.ts';

/** How the file of a message is encrypted: each kind has keys of its own. */
export function mediaTypeOf({ type }: FileMessage): MediaType {
  return type === 'voice' ? 'audio' : type;
}

/** The protocol's form of a message with a file that is uploaded already. */
export function fileContent(message: FileMessage, facts: FileFacts): proto.IMessage {
  const { file, isViewOnce = false } = message;
  const part = { ...facts, mimetype: file.mimeType };
  const caption = file.caption ?? null;
  const once = isViewOnce ? { viewOnce: true } : {};
  switch (message.type) {
    case 'image':
      return { imageMessage: { ...part, caption, ...once } };
    case 'video':
      return { videoMessage: { ...part, caption, ...once, seconds: secondsOf(message) } };
    case 'audio':
    case 'voice':
      return {
        audioMessage: { ...part, ...once, seconds: secondsOf(message), ptt: message.type === 'voice' },
      };
    case 'document':
      return { documentMessage: { ...part, caption, ...titleOf(message) } };
    case 'sticker':
      return { stickerMessage: part };
  }
}

function secondsOf({ file }: FileMessage): number {
  return file.seconds ?? 1;
}

function titleOf({ file }: FileMessage): { fileName: string; title: string } {
  const name = file.filename ?? 'file';
  return { fileName: name, title: name };
}
