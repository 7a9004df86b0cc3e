import type { MediaType, proto } from 'baileys';
import type { FileFacts } from '../media/encrypted-file.ts';
import type { FileMessage } from './outgoing-message.ts';

/** How the file of a message is encrypted: each kind has keys of its own. */
export function mediaTypeOf({ type }: FileMessage): MediaType {
  return type === 'voice' ? 'audio' : type;
}

/** The protocol's form of a message with a file that is uploaded already. */
export function fileContent(message: FileMessage, facts: FileFacts): proto.IMessage {
  const { file } = message;
  const part = { ...facts, mimetype: file.mimeType };
  const caption = file.caption ?? null;
  switch (message.type) {
    case 'image':
      return { imageMessage: { ...part, caption, ...viewOnce(message) } };
    case 'video':
      return { videoMessage: { ...part, caption, seconds: file.seconds ?? 1, ...viewOnce(message) } };
    case 'audio':
      return { audioMessage: { ...part, seconds: file.seconds ?? 1, ptt: false } };
    case 'voice':
      return { audioMessage: { ...part, seconds: file.seconds ?? 1, ptt: true, ...viewOnce(message) } };
    case 'document':
      return {
        documentMessage: {
          ...part,
          caption,
          fileName: file.filename ?? 'file',
          title: file.filename ?? 'file',
        },
      };
    case 'sticker':
      return { stickerMessage: part };
  }
}

function viewOnce({ isViewOnce }: FileMessage): { viewOnce?: boolean } {
  return isViewOnce ? { viewOnce: true } : {};
}
