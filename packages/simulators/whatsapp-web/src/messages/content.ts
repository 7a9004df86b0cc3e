import type { proto } from 'baileys';
import type { OutgoingMessage } from './outgoing-message.ts';

/** The protocol's form of what somebody writes. */
export function contentOf(message: OutgoingMessage): proto.IMessage {
  return typeof message === 'string' ? { conversation: message } : message.message;
}
