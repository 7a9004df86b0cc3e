/** What decides whether a contact may be written to in one conversation. */
export interface WritingCondition {
  isBlocked: boolean;
  isOptedOut: boolean;
  /** Since when it is opted out, or otherwise said what it wants. */
  consentAt: Date | null;
  /** When the contact last wrote in this conversation. */
  lastInboundAt: Date | null;
}

/** `answer`: only because the contact asked after opting out. */
export type WritingVerdict = 'free' | 'answer' | 'contact_blocked' | 'recipient_opted_out';

const ANSWER_MS = 24 * 60 * 60 * 1_000;

/** Says whether a message may be accepted that leaves at this time, in the future if it is scheduled. */
export function judgeWriting(condition: WritingCondition, at: Date): WritingVerdict {
  if (condition.isBlocked) return 'contact_blocked';
  if (!condition.isOptedOut) return 'free';
  return isAnswer(condition, at) ? 'answer' : 'recipient_opted_out';
}

/**
 * Says why an accepted message must not leave after all: what it was accepted under may have changed while it waited.
 * @param isDespiteOptOut it was accepted as an answer to who is opted out, or to confirm the opt-out itself
 */
export function refusalToSend(
  condition: WritingCondition,
  isDespiteOptOut: boolean,
  at: Date,
): 'contact_blocked' | 'recipient_opted_out' | undefined {
  const verdict = judgeWriting(condition, at);
  if (verdict === 'contact_blocked') return verdict;
  return verdict === 'recipient_opted_out' && !isDespiteOptOut ? verdict : undefined;
}

// The very message by which somebody opts out is no invitation to answer.
const isAnswer = ({ consentAt, lastInboundAt }: WritingCondition, at: Date): boolean =>
  lastInboundAt !== null &&
  (consentAt === null || lastInboundAt > consentAt) &&
  at.getTime() - lastInboundAt.getTime() < ANSWER_MS;
