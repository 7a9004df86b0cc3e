import { MediaId, mediaKinds, type MediaKind, type OutboundContent } from '@recado/contracts';

/** A stored file that a message names. */
export interface MediaReference {
  mediaId: MediaId;
  /** How it is to be sent. */
  kind: MediaKind;
  /** The field that names it, from the body of `POST /messages/send`. */
  path: string;
}

type TemplateOf = Extract<OutboundContent, { type: 'template' }>['content'];
type HeaderOf = Extract<OutboundContent, { type: 'buttons' }>['content']['header'];

const templateMedia: readonly MediaKind[] = ['image', 'video', 'document'];

function reference(mediaId: MediaId | undefined, kind: MediaKind, path: string): MediaReference[] {
  return mediaId === undefined ? [] : [{ mediaId, kind, path: `message.content.${path}` }];
}

function ofHeader(header: HeaderOf): MediaReference[] {
  switch (header?.type) {
    case 'image':
      return reference(header.image.mediaId, 'image', 'header.image.mediaId');
    case 'video':
      return reference(header.video.mediaId, 'video', 'header.video.mediaId');
    case 'document':
      return reference(header.document.mediaId, 'document', 'header.document.mediaId');
    case 'text':
    case undefined:
      return [];
  }
}

// Parameters have the form of the Cloud API, where a file of ours stands as `mediaId` in place of Meta's `id`.
function ofTemplate(template: TemplateOf): MediaReference[] {
  return (template.components ?? []).flatMap((component, position) =>
    component.parameters.flatMap((parameter, index) => {
      const kind = templateMedia.find((each) => each === parameter.type);
      const file: unknown = kind && parameter[kind];
      if (kind === undefined || typeof file !== 'object' || file === null || !('mediaId' in file)) return [];
      const mediaId = MediaId.safeParse(file.mediaId).data;
      const path = `components.${String(position)}.parameters.${String(index)}.${kind}.mediaId`;
      return reference(mediaId, kind, path);
    }),
  );
}

type MediaMessage = Extract<OutboundContent, { type: MediaKind }>;

const isMediaMessage = (message: OutboundContent): message is MediaMessage =>
  mediaKinds.some((kind) => kind === message.type);

/** Every stored file that a message names, with how it is sent and where it stands. Links are not among them. */
export function mediaReferences(message: OutboundContent): MediaReference[] {
  if (isMediaMessage(message)) return reference(message.content.mediaId, message.type, 'mediaId');
  if (message.type === 'buttons' || message.type === 'cta_url') return ofHeader(message.content.header);
  return message.type === 'template' ? ofTemplate(message.content) : [];
}
