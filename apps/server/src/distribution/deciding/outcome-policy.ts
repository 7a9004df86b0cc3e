import type { AgentId, ConversationStatus, DistributionCause, DistributionRule } from '@recado/contracts';
import type { Candidate, Choice } from './assignment-policy.ts';

/** Where a conversation is, and what is known of why. */
export interface Whereabouts {
  status: ConversationStatus;
  agentId: AgentId | null;
  /** Why it waits, when that was noted. */
  waitsFor: DistributionCause | null;
}

export interface Outcome {
  status: ConversationStatus;
  agentId: AgentId | null;
  rule: DistributionRule | null;
  candidates: Candidate[];
}

/** Whether nobody having it is no news. */
const isKnown = (before: Whereabouts, status: 'open' | 'waiting'): boolean =>
  before.agentId === null && before.status === status && (status === 'open' || before.waitsFor !== null);

/**
 * What becomes of a conversation by a choice.
 * @param choice undefined where nothing is distributed: it is open for anyone to take
 * @param mayStay whoever has it keeps it when nobody else is free
 * @returns undefined when nothing changes; that a conversation waits is told once
 */
export function outcomeOf(
  before: Whereabouts,
  choice: Choice | undefined,
  mayStay: boolean,
): Outcome | undefined {
  if (choice?.agent !== undefined) {
    const { agent, rule, candidates } = choice;
    return { status: agent.type === 'human' ? 'open' : 'pending', agentId: agent.id, rule, candidates };
  }
  const status = choice === undefined ? 'open' : 'waiting';
  if (mayStay || isKnown(before, status)) return undefined;
  return { status, agentId: null, rule: null, candidates: choice?.candidates ?? [] };
}
