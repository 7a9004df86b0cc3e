import type { TriedOutcome } from '../../channel.ts';
import { newChatCapEnd, reachoutLockEnd, type AccountLimits } from './account-limits-policy.ts';

/** How WhatsApp's server answered a message. */
export type ServerAnswer = { kind: 'taken' } | { kind: 'refused'; code: string };

/** What is known of the account and the chat when the answer comes. */
export interface AnswerContext {
  whatsappId: string;
  limits: AccountLimits;
  now: Date;
}

const AGAIN_LATER_MS = 30 * 60_000;

/** WhatsApp's answers that call for more than giving up. Numbers as its own clients name them. */
export const REACHOUT_LOCKED = '463';
export const NEW_CHAT_CAPPED = '475';
export const STALE_SESSION = '479';

/** What the server's answer means for the message. */
export function ackOutcome(answer: ServerAnswer, context: AnswerContext): TriedOutcome {
  if (answer.kind === 'taken') return { kind: 'accepted', whatsappId: context.whatsappId };
  switch (answer.code) {
    case REACHOUT_LOCKED:
      return waits(context, reachoutLockEnd(context.limits, context.now), {
        code: 'reachout_time_lock',
        detail:
          'WhatsApp does not let this number start new chats now (463). Chats that exist go on; this message is tried again',
      });
    case NEW_CHAT_CAPPED:
      return waits(context, newChatCapEnd(context.limits, context.now), {
        code: 'new_chat_cap',
        detail:
          'This number has started as many new chats as WhatsApp allows it for now (475). Chats that exist go on; this message is tried again',
      });
    case STALE_SESSION:
      return {
        kind: 'retry',
        code: 'stale_device_session',
        detail: 'The recipient has changed devices, and WhatsApp refused the message for the old ones (479)',
        scope: 'message',
      };
    default:
      return {
        kind: 'refused',
        code: answer.code,
        detail: `WhatsApp refused the message with code ${answer.code}`,
        pausesInstance: false,
      };
  }
}

function waits(
  { now }: AnswerContext,
  until: Date | undefined,
  reason: { code: string; detail: string },
): TriedOutcome {
  const retryAfterMs = until === undefined ? AGAIN_LATER_MS : until.getTime() - now.getTime();
  return { kind: 'retry', ...reason, scope: 'message', retryAfterMs };
}
