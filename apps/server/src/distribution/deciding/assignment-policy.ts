import type {
  AgentId,
  AgentPresence,
  AgentType,
  CandidateOutcome,
  DistributionRule,
  DistributionStep,
} from '@recado/contracts';

/** An agent, as far as it matters for who gets a conversation. */
export interface AgentAtWork {
  id: AgentId;
  name: string;
  type: AgentType;
  isActive: boolean;
  presence: AgentPresence;
  isWorkingTime: boolean;
  /** Conversations it has. */
  load: number;
  /** Conversations at once; null for any number. */
  capacity: number | null;
  skills: readonly string[];
  /** Lower is asked first. */
  priority: number;
  /** When it got one last, in milliseconds; null for never. */
  lastAssignedAtMs: number | null;
}

/** What a conversation asks for. */
export interface ConversationNeeds {
  requiredSkills: readonly string[];
  /** Who had the contact last. */
  lastAgentId: AgentId | null;
  /** Who must not have it again. */
  excludedAgentIds: readonly AgentId[];
  /** An automatic agent gave it to people. */
  isForPeople: boolean;
}

export interface Candidate {
  agentId: AgentId;
  name: string;
  outcome: CandidateOutcome;
}

/** Who gets a conversation, by which rule, and what became of everyone else; `agent` is undefined when nobody is free. */
export type Choice = { candidates: Candidate[] } & (
  { agent: AgentAtWork; rule: DistributionRule } | { agent: undefined; rule: undefined }
);

type Standing = Exclude<CandidateOutcome, 'chosen' | 'ranked_lower' | 'not_last_agent'> | 'free';

const isAutomatic = ({ type }: AgentAtWork): boolean => type !== 'human';

/** Whether the agent could take one more conversation, and if not, the first reason why. */
export function standingOf(
  agent: AgentAtWork,
): Exclude<Standing, 'excluded' | 'people_only' | 'lacks_skills'> {
  if (!agent.isActive) return 'inactive';
  if (agent.presence !== 'online') return agent.presence;
  if (!agent.isWorkingTime) return 'outside_hours';
  return agent.capacity !== null && agent.load >= agent.capacity ? 'at_capacity' : 'free';
}

function standingFor(agent: AgentAtWork, needs: ConversationNeeds, skills: readonly string[]): Standing {
  const standing = standingOf(agent);
  if (standing === 'inactive') return standing;
  if (needs.excludedAgentIds.includes(agent.id)) return 'excluded';
  if (needs.isForPeople && isAutomatic(agent)) return 'people_only';
  if (skills.some((skill) => !agent.skills.includes(skill))) return 'lacks_skills';
  return standing;
}

type Order = (a: AgentAtWork, b: AgentAtWork) => number;

const byLoad: Order = (a, b) => a.load - b.load;
const byPriority: Order = (a, b) => a.priority - b.priority;
const byTurn: Order = (a, b) => (a.lastAssignedAtMs ?? -Infinity) - (b.lastAssignedAtMs ?? -Infinity) || 0;
const byId: Order = (a, b) => (a.id < b.id ? -1 : 1);

const orders: Readonly<Record<DistributionRule, Order[]>> = {
  round_robin: [byTurn, byPriority, byId],
  least_busy: [byLoad, byTurn, byPriority, byId],
  priority: [byPriority, byLoad, byTurn, byId],
  skills: [byLoad, byTurn, byPriority, byId],
  sticky: [byId],
};

function firstOf(agents: AgentAtWork[], rule: DistributionRule): AgentAtWork | undefined {
  const order: Order = (a, b) => {
    for (const compare of orders[rule]) {
      const difference = compare(a, b);
      if (difference < 0 || difference > 0) return difference;
    }
    return 0;
  };
  return agents.reduce<AgentAtWork | undefined>(
    (best, agent) => (best === undefined || order(agent, best) < 0 ? agent : best),
    undefined,
  );
}

/** A step for skills that nobody asks for finds nobody and says nothing of anybody. */
const doesApply = ({ rule, skills }: DistributionStep, { requiredSkills }: ConversationNeeds): boolean =>
  rule !== 'skills' || (skills ?? requiredSkills).length > 0;

/**
 * Decides who gets a conversation. The steps of the chain are asked in their order; the first that finds an agent who is active,
 * online, at work, below capacity and has the skills decides. The skills that the conversation needs count in every step.
 */
export function chooseAgent(
  chain: readonly DistributionStep[],
  agents: readonly AgentAtWork[],
  needs: ConversationNeeds,
): Choice {
  const seen = new Map<AgentId, Candidate>();
  for (const step of chain.filter((one) => doesApply(one, needs))) {
    const { rule } = step;
    const skills = [...needs.requiredSkills, ...(step.skills ?? [])];
    const free: AgentAtWork[] = [];
    for (const agent of agents.filter((one) => isAutomatic(one) === (step.agents === 'automatic'))) {
      const standing = standingFor(agent, needs, skills);
      const isPassedOver = rule === 'sticky' && agent.id !== needs.lastAgentId;
      const outcome = standing !== 'free' ? standing : isPassedOver ? 'not_last_agent' : 'ranked_lower';
      seen.set(agent.id, { agentId: agent.id, name: agent.name, outcome });
      if (outcome === 'ranked_lower') free.push(agent);
    }
    const agent = firstOf(free, rule);
    if (agent === undefined) continue;
    seen.set(agent.id, { agentId: agent.id, name: agent.name, outcome: 'chosen' });
    return { agent, rule, candidates: [...seen.values()] };
  }
  return { agent: undefined, rule: undefined, candidates: [...seen.values()] };
}
