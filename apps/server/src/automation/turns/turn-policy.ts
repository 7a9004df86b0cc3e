import type { AgentId, ErrorCode } from '@recado/contracts';
import type { TurnConversation } from '../deciding/decision.ts';

type Situation = Pick<TurnConversation, 'status' | 'agentId' | 'isGroup' | 'isBlocked' | 'isOptedOut'>;

/** Why an agent is not to answer in a conversation as it is now; undefined when it is. */
export function reasonToDrop(conversation: Situation | undefined, agentId: AgentId): string | undefined {
  if (conversation === undefined) return 'conversation_gone';
  if (conversation.status !== 'pending' || conversation.agentId !== agentId) return 'conversation_left';
  if (conversation.isGroup) return 'group';
  if (conversation.isBlocked) return 'contact_blocked';
  if (conversation.isOptedOut) return 'recipient_opted_out';
  return undefined;
}

/** What follows when a message was not accepted: nobody may be written to, another try, or a person takes over. */
export type Refusal = 'drop' | 'retry' | 'fail';

const refusals: Partial<Record<ErrorCode, Refusal>> = {
  contact_blocked: 'drop',
  recipient_opted_out: 'drop',
  instance_not_connected: 'retry',
  session_not_open: 'retry',
  queue_full: 'retry',
  rate_limited: 'retry',
  unavailable: 'retry',
  internal: 'retry',
  idempotency_in_flight: 'retry',
  provider_unreachable: 'retry',
};

const MOST_TRIES = 6;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 600_000;

export const refusalOf = (code: ErrorCode): Refusal => refusals[code] ?? 'fail';

/** Whether a plan was tried so often that a person takes over. @param attempt tries so far, this one included */
export const isTriedEnough = (attempt: number): boolean => attempt > MOST_TRIES;

/** Milliseconds until a plan is carried out once more: a second, then three times as long each time; undefined when it is not. */
export const carryOutDelayMs = (attempt: number): number | undefined =>
  attempt >= MOST_TRIES ? undefined : FIRST_DELAY_MS * 3 ** (attempt - 1);

/** Milliseconds until a turn is taken again that broke on something of our own, such as the database. */
export const brokenDelayMs = (attempt: number): number =>
  Math.min(FIRST_DELAY_MS * 3 ** (attempt - 1), LONGEST_DELAY_MS);
