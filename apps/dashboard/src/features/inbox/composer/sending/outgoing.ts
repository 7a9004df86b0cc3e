import type { OutboundContent } from '@recado/sdk';

/** What was written and is not yet known to be with the server. */
export interface Outgoing {
  /** The Idempotency-Key of the request: however often it is made, one message comes of it. */
  id: string;
  conversationId: string;
  body: { message: OutboundContent; replyTo?: string; sendAt?: string };
  createdAt: string;
}
