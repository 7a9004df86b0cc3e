import { messageLimits } from '@recado/contracts';
import type { OutboundContent } from '@recado/sdk';
import type { MediaKind } from '../../../../lib/media-policy.ts';

/** An uploaded file, ready to be sent. */
export interface ReadyFile {
  mediaId: string;
  kind: MediaKind;
  name: string;
  isVoice: boolean;
}

const takesCaption = ({ kind }: ReadyFile): boolean =>
  kind === 'image' || kind === 'video' || kind === 'document';

function messageOf({ mediaId, kind, name, isVoice }: ReadyFile, caption: string): OutboundContent {
  const captioned = { mediaId, ...(caption !== '' && { caption }) };
  switch (kind) {
    case 'image':
    case 'video':
      return { type: kind, content: captioned };
    case 'document':
      return { type: kind, content: { ...captioned, filename: name.slice(0, 240) } };
    case 'audio':
      return { type: kind, content: { mediaId, ...(isVoice && { voice: true }) } };
    case 'sticker':
      return { type: kind, content: { mediaId } };
  }
}

/** Whether the text goes as the caption of a file, and not as a message of its own. */
export const isCaption = (files: readonly Pick<ReadyFile, 'kind'>[], text: string): boolean =>
  text.length <= messageLimits.caption &&
  files.some(({ kind }) => kind === 'image' || kind === 'video' || kind === 'document');

/**
 * What is to be sent, in order: the text is the caption of the first file that takes one; beside files that take none, or
 * when it is too long for one, it goes first by itself.
 */
export function messagesOf(text: string, files: readonly ReadyFile[]): OutboundContent[] {
  const words = text.trim();
  const captioned = words !== '' && isCaption(files, words) ? files.find(takesCaption) : undefined;
  const media = files.map((file) => messageOf(file, file === captioned ? words : ''));
  return words === '' || captioned !== undefined ? media : [{ type: 'text', content: words }, ...media];
}
