import type { Message } from '@recado/sdk';
import type { LiveEvent } from './live-event.ts';

/** The message that an event tells of, as the contract of `message.*` has it. */
export function messageOf({ type, data }: LiveEvent): Message | undefined {
  if (!type.startsWith('message.')) return undefined;
  const message = data['message'];
  const isMessage =
    typeof message === 'object' && message !== null && 'id' in message && 'message' in message;
  return isMessage ? (message as Message) : undefined;
}
