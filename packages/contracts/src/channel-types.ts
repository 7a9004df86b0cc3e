import type { InstanceChannel } from './instances.ts';
import { everywhereTypes, type OutboundType } from './message-types.ts';

/** The types of messages that a number of each channel sends; a poll, an edit and a deletion there are on web only, templates on cloud only. */
export const channelTypes = {
  cloud: [...everywhereTypes, 'template'],
  web: [...everywhereTypes, 'poll', 'edit', 'delete'],
} as const satisfies Record<InstanceChannel, readonly OutboundType[]>;
