import type { InstanceChannel } from './instances.ts';
import type { OutboundType } from './message-types.ts';

/** What each channel can send; a poll, an edit and a deletion there are on web only, templates on cloud only. */
const everywhere = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'list',
  'buttons',
  'cta_url',
] as const;

/** The types of messages that a number of each channel sends. */
export const channelTypes = {
  cloud: [...everywhere, 'template'],
  web: [...everywhere, 'poll', 'edit', 'delete'],
} as const satisfies Record<InstanceChannel, readonly OutboundType[]>;
