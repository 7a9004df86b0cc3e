import type { MediaKind, OutboundContent } from '@recado/contracts';

/** A file that a message names by its address. */
export interface MediaLink {
  link: string;
  /** How it is to be sent. */
  kind: MediaKind;
}

const named = (link: string | undefined, kind: MediaKind): MediaLink[] =>
  link === undefined ? [] : [{ link, kind }];

/** Every address of a file that a message names. Those in templates are the provider's own affair. */
export function mediaLinks(message: OutboundContent): MediaLink[] {
  switch (message.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return named(message.content.link, message.type);
    case 'buttons':
    case 'cta_url':
      return ofHeader(message.content.header);
    default:
      return [];
  }
}

function ofHeader(header: Extract<OutboundContent, { type: 'buttons' }>['content']['header']): MediaLink[] {
  switch (header?.type) {
    case 'image':
      return named(header.image.link, 'image');
    case 'video':
      return named(header.video.link, 'video');
    case 'document':
      return named(header.document.link, 'document');
    default:
      return [];
  }
}
