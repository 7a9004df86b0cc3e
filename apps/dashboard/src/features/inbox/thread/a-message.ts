import type { Message } from '@recado/sdk';

const START_MS = Date.UTC(2026, 10, 24, 12);

/** A moment of the tests, so many seconds after their beginning. */
export const moment = (seconds: number): string => new Date(START_MS + seconds * 1_000).toISOString();

/** A message for tests: from the customer, of a second, with whatever else it is to be. */
export function aMessage(seconds: number, message: Partial<Message> = {}): Message {
  return {
    id: `00000000-0000-7000-8000-${String(seconds).padStart(12, '0')}`,
    instanceId: 'instance',
    conversationId: 'conversation',
    whatsappId: null,
    direction: 'inbound',
    recipient: '+5511888888888',
    sender: '+5511999999999',
    message: { type: 'text', content: `said at ${seconds}` },
    status: 'delivered',
    priority: 'normal',
    attempt: 0,
    error: null,
    replyTo: null,
    sentBy: null,
    author: null,
    sendAt: moment(seconds),
    createdAt: moment(seconds),
    processedAt: moment(seconds),
    editedAt: null,
    updatedAt: moment(seconds),
    ...message,
  };
}
