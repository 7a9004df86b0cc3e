import { AgentId, ConversationId } from '@recado/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentAtWork } from './assignment-policy.ts';
import { decideQueue, type QueuedConversation } from './queue-policy.ts';

const NOW = new Date('2026-11-24T12:00:00Z');
const uuid = (number: number): string => `0198f3c0-0000-7000-8000-${String(number).padStart(12, '0')}`;

const agent = (number: number, changes: Partial<AgentAtWork> = {}): AgentAtWork => ({
  id: AgentId.parse(uuid(number)),
  name: `agent ${String(number)}`,
  type: 'human',
  isActive: true,
  presence: 'online',
  isWorkingTime: true,
  load: 0,
  capacity: 5,
  skills: [],
  priority: 0,
  lastAssignedAtMs: null,
  ...changes,
});

/** A customer who waits since so many seconds. */
const conversation = (
  number: number,
  waitedSeconds: number,
  changes: Partial<QueuedConversation> = {},
): QueuedConversation => ({
  id: ConversationId.parse(uuid(number)),
  since: new Date(NOW.getTime() - waitedSeconds * 1_000),
  agentId: null,
  mayStay: false,
  requiredSkills: [],
  lastAgentId: null,
  excludedAgentIds: [],
  isForPeople: false,
  ...changes,
});

const leastBusy = [{ rule: 'least_busy' as const, agents: 'human' as const }];
const namesOf = (agents: AgentAtWork[], queue: QueuedConversation[], chain = leastBusy) => {
  const { choices } = decideQueue(chain, agents, queue, NOW);
  return queue.map(({ id }) => choices.get(id)?.agent?.name);
};

describe('a queue', () => {
  it('the longest waiting comes first, in whatever order they are given', () => {
    const queue = [conversation(1, 10), conversation(2, 30), conversation(3, 20)];
    expect(namesOf([agent(1, { capacity: 2 })], queue)).toEqual([undefined, 'agent 1', 'agent 1']);
  });

  it('who waits for a skill that nobody has does not hold back those behind', () => {
    const queue = [conversation(1, 30, { requiredSkills: ['fr'] }), conversation(2, 10)];
    expect(namesOf([agent(1)], queue)).toEqual([undefined, 'agent 1']);
  });

  it('what one gets counts for the next', () => {
    const queue = [conversation(1, 4), conversation(2, 3), conversation(3, 2), conversation(4, 1)];
    expect(namesOf([agent(1), agent(2, { load: 2 })], queue)).toEqual([
      'agent 1',
      'agent 1',
      'agent 2',
      'agent 1',
    ]);
  });

  it('turns go round, also within one moment', () => {
    const { choices, lastAssignedAt } = decideQueue(
      [{ rule: 'round_robin', agents: 'human' }],
      [agent(1), agent(2), agent(3)],
      [conversation(1, 4), conversation(2, 3), conversation(3, 2), conversation(4, 1)],
      NOW,
    );
    expect([...choices.values()].map(({ agent: found }) => found?.name)).toEqual([
      'agent 1',
      'agent 2',
      'agent 3',
      'agent 1',
    ]);
    const times = [2, 3, 1].map((number) => lastAssignedAt.get(AgentId.parse(uuid(number)))?.getTime() ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(3);
  });

  it('an agent who lets go has room; one who keeps it has not', () => {
    const mine = { agentId: AgentId.parse(uuid(1)), excludedAgentIds: [AgentId.parse(uuid(1))] };
    const agents = [agent(1, { load: 1, capacity: 1 })];
    expect(namesOf(agents, [conversation(1, 9, mine), conversation(2, 1)])).toEqual([undefined, 'agent 1']);
    expect(namesOf(agents, [conversation(1, 9, { ...mine, mayStay: true }), conversation(2, 1)])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('nobody is above capacity, nobody waits while somebody is free, and loads differ by one at most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ capacity: fc.integer({ min: 1, max: 6 }), isOnline: fc.boolean() }), {
          maxLength: 8,
        }),
        fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 40 }),
        fc.constantFrom('least_busy' as const, 'round_robin' as const),
        (team, waits, rule) => {
          const agents = team.map(({ capacity, isOnline }, place) =>
            agent(place, { capacity, presence: isOnline ? 'online' : 'away' }),
          );
          const queue = waits.map((seconds, place) => conversation(place, seconds));
          const { choices } = decideQueue([{ rule, agents: 'human' }], agents, queue, NOW);
          const loads = new Map(agents.map(({ id }) => [id, 0]));
          for (const { agent: found } of choices.values())
            if (found !== undefined) loads.set(found.id, (loads.get(found.id) ?? 0) + 1);
          const free = agents.filter(
            ({ id, presence, capacity }) => presence === 'online' && (loads.get(id) ?? 0) < (capacity ?? 0),
          );
          for (const { id, capacity, presence } of agents)
            expect(loads.get(id)).toBeLessThanOrEqual(presence === 'online' ? (capacity ?? 0) : 0);
          const isSomebodyWaiting = [...choices.values()].some(({ agent: found }) => found === undefined);
          expect(isSomebodyWaiting && free.length > 0).toBe(false);
          // Among those who still have room nobody has two more than another, and nobody full has more than their share.
          const ofFree = free.map(({ id }) => loads.get(id) ?? 0);
          expect(Math.max(0, ...ofFree) - Math.min(Infinity, ...ofFree)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
