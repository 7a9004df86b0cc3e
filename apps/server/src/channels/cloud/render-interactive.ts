import type { InteractiveHeader, OutboundOf } from '@recado/contracts';
import type { z } from 'zod';
import type { MediaSource } from '../channel.ts';
import { renderMedia } from './render-media.ts';

type Json = Record<string, unknown>;
type Header = z.infer<typeof InteractiveHeader>;
type MediaById = ReadonlyMap<string, MediaSource>;

/** The `interactive` object of a list, reply buttons, or a link button. */
export function renderInteractive(
  content: OutboundOf<'list' | 'buttons' | 'cta_url'>,
  media: MediaById,
): Json {
  switch (content.type) {
    case 'list':
      return {
        type: 'list',
        ...(content.content.header !== undefined && {
          header: { type: 'text', text: content.content.header },
        }),
        ...bodyAndFooter(content.content),
        action: { button: content.content.button, sections: content.content.sections },
      };
    case 'buttons':
      return {
        type: 'button',
        ...header(content.content.header, media),
        ...bodyAndFooter(content.content),
        action: { buttons: content.content.buttons.map((reply) => ({ type: 'reply', reply })) },
      };
    case 'cta_url':
      return {
        type: 'cta_url',
        ...header(content.content.header, media),
        ...bodyAndFooter(content.content),
        action: {
          name: 'cta_url',
          parameters: { display_text: content.content.displayText, url: content.content.url },
        },
      };
  }
}

function bodyAndFooter({ body, footer }: { body: string; footer?: string | undefined }): Json {
  return { body: { text: body }, ...(footer !== undefined && { footer: { text: footer } }) };
}

function header(given: Header | undefined, media: MediaById): Json {
  switch (given?.type) {
    case undefined:
      return {};
    case 'text':
      return { header: given };
    case 'image':
      return { header: { type: 'image', image: renderMedia(given.image, media) } };
    case 'video':
      return { header: { type: 'video', video: renderMedia(given.video, media) } };
    case 'document':
      return { header: { type: 'document', document: renderMedia(given.document, media) } };
  }
}
