import type { ConversationViewers } from '@recado/contracts';

/** Who has a conversation open, as the stream tells it beside the events. */
export type LiveViewers = Pick<ConversationViewers, 'conversationId' | 'viewers'>;

const isLiveViewers = (value: unknown): value is LiveViewers =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'conversation.viewers' &&
  'viewers' in value &&
  Array.isArray(value.viewers);

/** Reads the data of one message of the stream; undefined when it tells of no viewers. */
export function parseLiveViewers(text: string): LiveViewers | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLiveViewers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
