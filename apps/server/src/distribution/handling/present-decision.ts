import {
  AgentId,
  CandidateOutcome,
  DistributionCause,
  DistributionDecision,
  type DistributionCandidate,
  type MessageId,
  type UserId,
} from '@recado/contracts';
import { z } from 'zod';
import type { Candidate } from '../deciding/assignment-policy.ts';
import { reasonForNobody, reasonOf } from '../deciding/explanation-policy.ts';

/** A decision as it is kept. */
export interface KeptDecision {
  id: string;
  cause: string;
  messageId: MessageId | null;
  agentId: AgentId | null;
  rule: string | null;
  candidates: unknown;
  userId: UserId | null;
  assignedAt: Date;
  completedAt: Date | null;
}

const Rule = DistributionDecision.shape.rule;
const Candidates = z.array(z.object({ agentId: AgentId, name: z.string(), outcome: CandidateOutcome }));

/** Everyone who was looked at, each with the reason in words. */
export const presentCandidates = (
  candidates: readonly Candidate[],
  rule: DistributionDecision['rule'],
): DistributionCandidate[] =>
  candidates.map((one) => ({ ...one, reason: reasonOf(one.outcome, one.name, rule) }));

/** A decision as callers see it. The name of its agent is that of then; its id goes when the agent is deleted. */
export function presentDecision(kept: KeptDecision): DistributionDecision {
  const rule = Rule.parse(kept.rule);
  const candidates = Candidates.parse(kept.candidates);
  const chosen = candidates.find(({ outcome }) => outcome === 'chosen');
  return {
    id: kept.id,
    cause: DistributionCause.parse(kept.cause),
    messageId: kept.messageId,
    agent: chosen === undefined ? null : { id: kept.agentId, name: chosen.name },
    rule,
    reason: chosen === undefined ? reasonForNobody(candidates) : reasonOf('chosen', chosen.name, rule),
    candidates: presentCandidates(candidates, rule),
    userId: kept.userId,
    assignedAt: kept.assignedAt.toISOString(),
    completedAt: kept.completedAt?.toISOString() ?? null,
  };
}
