import type { Message, OutboundContent } from '@recado/sdk';
import type { CallFailed } from '../../../lib/api/problem.ts';

/** A message on its way to the server, which the thread shows already. */
export interface Draft {
  /** Chosen by who sends; the Idempotency-Key of the request does. */
  id: string;
  message: OutboundContent;
  /** The id of the message that it answers. */
  replyTo: string | null;
  /** When it is to be sent, if not now. */
  sendAt: string | null;
  createdAt: string;
  /** Why it did not get to the server; absent while it is on its way. */
  failure?: CallFailed;
  /** Sends it again, with the same key. */
  retry?: () => void;
  /** The message that it has become, by an event that came before the answer of the request. */
  messageId?: string;
}

const isSame = ({ message, replyTo }: Draft, other: Message): boolean =>
  replyTo === other.replyTo &&
  JSON.stringify(contentOf(message)) === JSON.stringify(contentOf(other.message));

const contentOf = ({ type, content }: { type: string; content: unknown }): unknown => [type, content];

/** The drafts once messages came that were not known: each takes the place of the first draft that says the same. */
export function claimedBy(drafts: readonly Draft[], fresh: readonly Message[]): readonly Draft[] {
  let now = drafts;
  for (const message of fresh) {
    if (message.direction !== 'outbound' || now.some(({ messageId }) => messageId === message.id)) continue;
    const draft = now.find((one) => one.messageId === undefined && isSame(one, message));
    if (draft !== undefined)
      now = now.map((one) => (one === draft ? { ...one, messageId: message.id } : one));
  }
  return now;
}

/** Those that the thread has to show: not those whose message is there by itself. */
export const shownDrafts = (drafts: readonly Draft[]): readonly Draft[] =>
  drafts.filter(({ messageId }) => messageId === undefined);
