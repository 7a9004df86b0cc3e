import type { AgentId, ConversationId, DistributionStep } from '@recado/contracts';
import {
  chooseAgent,
  standingOf,
  type AgentAtWork,
  type Choice,
  type ConversationNeeds,
} from './assignment-policy.ts';

/** A conversation that wants an agent. */
export interface QueuedConversation extends ConversationNeeds {
  id: ConversationId;
  /** Since when the customer waits. */
  since: Date;
  /** Who has it now. */
  agentId: AgentId | null;
  /** Stays where it is when nobody else is free; otherwise its agent has let go of it already. */
  mayStay: boolean;
}

const inOrder = (a: QueuedConversation, b: QueuedConversation): number =>
  a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1);

/** Running loads: what is decided for one conversation counts for the next. */
class Desk {
  readonly #agents: Map<AgentId, AgentAtWork>;
  #latestMs: number;

  constructor(agents: readonly AgentAtWork[], now: Date) {
    this.#agents = new Map(agents.map((agent) => [agent.id, { ...agent }]));
    this.#latestMs = Math.max(now.getTime(), ...agents.map(({ lastAssignedAtMs }) => lastAssignedAtMs ?? 0));
  }

  get agents(): AgentAtWork[] {
    return [...this.#agents.values()];
  }

  release(id: AgentId | null): void {
    const agent = id === null ? undefined : this.#agents.get(id);
    if (agent !== undefined) agent.load -= 1;
  }

  /** Each time is later than the one before, so that turns have an order. */
  take(agent: AgentAtWork): void {
    this.#latestMs += 1;
    agent.load += 1;
    agent.lastAssignedAtMs = this.#latestMs;
  }
}

export interface DecidedQueue {
  /** By conversation. */
  choices: Map<ConversationId, Choice>;
  /** When each agent that got one got its last. */
  lastAssignedAt: Map<AgentId, Date>;
  /** Whether anybody could take more. */
  isAnyoneFree: boolean;
}

export const isAnyoneFree = (agents: readonly AgentAtWork[]): boolean =>
  agents.some((agent) => standingOf(agent) === 'free');

/**
 * Decides for all conversations that want an agent at once, the longest waiting first. What is left out of `queue` gets nothing, so
 * it must hold everyone who comes before.
 */
export function decideQueue(
  chain: readonly DistributionStep[],
  agents: readonly AgentAtWork[],
  queue: readonly QueuedConversation[],
  now: Date,
): DecidedQueue {
  const desk = new Desk(agents, now);
  for (const { agentId, mayStay } of queue) if (!mayStay) desk.release(agentId);
  const choices = new Map<ConversationId, Choice>();
  const lastAssignedAt = new Map<AgentId, Date>();
  for (const conversation of [...queue].sort(inOrder)) {
    const choice = chooseAgent(chain, desk.agents, conversation);
    choices.set(conversation.id, choice);
    if (choice.agent === undefined) continue;
    if (conversation.mayStay) desk.release(conversation.agentId);
    desk.take(choice.agent);
    lastAssignedAt.set(choice.agent.id, new Date(choice.agent.lastAssignedAtMs ?? now));
  }
  return { choices, lastAssignedAt, isAnyoneFree: isAnyoneFree(desk.agents) };
}
