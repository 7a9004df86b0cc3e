import type { DistributionSettings, DistributionStep } from '@recado/sdk';

export const rules = ['sticky', 'least_busy', 'round_robin', 'priority', 'skills'] as const;
export type Rule = DistributionStep['rule'];

/** A number has at most so many steps. */
export const MOST_STEPS = 10;

/** A step with another rule: only people have skills, and only that rule names some. */
export function withRule(step: DistributionStep, rule: Rule): DistributionStep {
  return rule === 'skills' ? { rule, agents: 'human', skills: step.skills } : { rule, agents: step.agents };
}

/** A step that the chain does not have yet, to be added at its end. */
export function nextStep(chain: readonly DistributionStep[]): DistributionStep {
  const rule = rules.find((one) => !chain.some((step) => step.rule === one)) ?? 'least_busy';
  return { rule, agents: 'human' };
}

/** The settings as they are kept: a step names skills only when there are some. */
export const savedOf = (settings: DistributionSettings): DistributionSettings => ({
  ...settings,
  chain: settings.chain.map(({ rule, agents, skills }) => ({
    rule,
    agents,
    ...(skills !== undefined && skills.length > 0 && { skills }),
  })),
});

/** Whether two settings say the same. */
export const isSame = (one: DistributionSettings, other: DistributionSettings): boolean =>
  JSON.stringify(savedOf(one)) === JSON.stringify(savedOf(other));
