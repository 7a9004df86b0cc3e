import type { CandidateOutcome, DistributionDecision } from '@recado/contracts';

type Rule = DistributionDecision['rule'];

const reasonOfChoice: Readonly<Record<NonNullable<Rule>, (name: string) => string>> = {
  round_robin: (name) => `${name} had gone longest without a new conversation of those who were free`,
  least_busy: (name) => `${name} had the fewest conversations of those who were free`,
  priority: (name) => `${name} came first by priority of those who were free`,
  skills: (name) =>
    `${name} had the skills, and the fewest conversations of those who have them and were free`,
  sticky: (name) => `${name} had this contact last and was free`,
  manual: (name) => `${name} was chosen by hand; capacity, presence, hours and skills were not asked`,
};

const reasonOfOutcome: Readonly<Record<Exclude<CandidateOutcome, 'chosen'>, (name: string) => string>> = {
  ranked_lower: (name) => `${name} was free, and another came first by the rule`,
  not_last_agent: (name) => `${name} did not have this contact last`,
  lacks_skills: (name) => `${name} does not have the skills that are needed`,
  at_capacity: (name) => `${name} had as many conversations as they may have at once`,
  outside_hours: (name) => `${name} was outside working hours`,
  away: (name) => `${name} was away`,
  offline: (name) => `${name} was offline`,
  inactive: (name) => `${name} is switched off`,
  excluded: (name) => `${name} passed it on or did not answer in time`,
  people_only: (name) => `An automatic agent gave the conversation to people, and ${name} is not one`,
};

/** Why this became of an agent, in a sentence. */
export const reasonOf = (outcome: CandidateOutcome, name: string, rule: Rule): string =>
  outcome === 'chosen' ? reasonOfChoice[rule ?? 'manual'](name) : reasonOfOutcome[outcome](name);

/** Why nobody was found, in a sentence. */
export function reasonForNobody(candidates: readonly { outcome: CandidateOutcome }[]): string {
  if (candidates.length === 0) return 'There was no agent whom the rules ask';
  const counts = new Map<CandidateOutcome, number>();
  for (const { outcome } of candidates) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const parts = [...counts].map(([outcome, count]) => `${String(count)} ${outcome.replaceAll('_', ' ')}`);
  return `Nobody was free: ${parts.join(', ')}`;
}
