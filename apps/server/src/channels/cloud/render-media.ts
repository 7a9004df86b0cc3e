import type { MediaId } from '@recado/contracts';
import type { MediaSource } from '../channel.ts';

interface MediaContent {
  link?: string | undefined;
  mediaId?: MediaId | undefined;
}

/**
 * A media object as Meta takes it: named by `id` or `link`, with the content's other fields.
 * @throws when media of the message was not brought to the provider before
 */
export function renderMedia(
  content: MediaContent,
  media: ReadonlyMap<string, MediaSource>,
): Record<string, unknown> {
  const { link, mediaId, ...others } = content;
  return { ...named(link, mediaId, media), ...others };
}

function named(
  link: string | undefined,
  mediaId: MediaId | undefined,
  media: ReadonlyMap<string, MediaSource>,
): Record<string, string> {
  if (link !== undefined) return { link };
  const source = mediaId === undefined ? undefined : media.get(mediaId);
  if (source === undefined) throw new Error(`Media ${String(mediaId)} is not with the provider`);
  return source.kind === 'link' ? { link: source.link } : { id: source.providerMediaId };
}
