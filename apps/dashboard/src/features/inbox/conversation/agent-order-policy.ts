import type { Agent } from '@recado/sdk';

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const presences = ['online', 'away', 'offline'] as const satisfies Agent['presence'][];

/** Whether an agent may get one more conversation at the moment. */
const hasRoom = ({ load, capacity }: Pick<Agent, 'load' | 'capacity'>): boolean =>
  capacity === null || load < capacity;

/**
 * The agents of a number whose name has what was typed, accents or not: mine first, then people before automatic ones, those
 * at work before others, those with room before those without.
 */
export function assignableAgents(
  agents: readonly Agent[],
  instanceId: string,
  { typed, mine }: { typed: string; mine: readonly string[] },
): Agent[] {
  const rank = (agent: Agent): number[] => [
    mine.includes(agent.id) ? 0 : 1,
    agent.type === 'human' ? 0 : 1,
    presences.indexOf(agent.presence),
    hasRoom(agent) ? 0 : 1,
  ];
  return agents
    .filter((agent) => agent.instanceId === instanceId && agent.isActive)
    .filter(({ name }) => plain(name).includes(plain(typed.trim())))
    .map((agent) => ({ agent, rank: rank(agent) }))
    .toSorted((one, other) => compare(one.rank, other.rank) || one.agent.name.localeCompare(other.agent.name))
    .map(({ agent }) => agent);
}

const compare = (one: readonly number[], other: readonly number[]): number =>
  one.map((value, place) => value - (other[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
