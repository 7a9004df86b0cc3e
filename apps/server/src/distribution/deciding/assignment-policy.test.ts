import { AgentId, type CandidateOutcome, type DistributionStep } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { chooseAgent, type AgentAtWork, type ConversationNeeds } from './assignment-policy.ts';

const idOf = (name: string): AgentId =>
  AgentId.parse(`0198f3c0-0000-7000-8000-0000000000${name.charCodeAt(0).toString(16)}`);

/** An agent who could take a conversation. */
const agent = (name: string, changes: Partial<AgentAtWork> = {}): AgentAtWork => ({
  id: idOf(name),
  name,
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
const bot = (name: string, changes: Partial<AgentAtWork> = {}) =>
  agent(name, { type: 'bot', capacity: null, ...changes });

const needs = (changes: Partial<ConversationNeeds> = {}): ConversationNeeds => ({
  requiredSkills: [],
  lastAgentId: null,
  excludedAgentIds: [],
  isForPeople: false,
  ...changes,
});
const people = (rule: DistributionStep['rule'], skills?: string[]): DistributionStep => ({
  rule,
  agents: 'human',
  ...(skills && { skills }),
});
const bots = (rule: DistributionStep['rule']): DistributionStep => ({ rule, agents: 'automatic' });

const chosen = (chain: DistributionStep[], agents: AgentAtWork[], asked = needs()) => {
  const { agent: found, rule } = chooseAgent(chain, agents, asked);
  return [found?.name, rule];
};
const outcomes = (chain: DistributionStep[], agents: AgentAtWork[], asked = needs()) =>
  Object.fromEntries(
    chooseAgent(chain, agents, asked).candidates.map(({ name, outcome }): [string, CandidateOutcome] => [
      name,
      outcome,
    ]),
  );

describe('a rule among those who are free', () => {
  it.each<[string, DistributionStep, AgentAtWork[], string]>([
    [
      'round_robin: longest without a new one',
      people('round_robin'),
      [agent('A', { lastAssignedAtMs: 20 }), agent('B', { lastAssignedAtMs: 10 })],
      'B',
    ],
    [
      'round_robin: never asked comes first',
      people('round_robin'),
      [agent('A', { lastAssignedAtMs: 1 }), agent('B')],
      'B',
    ],
    [
      'round_robin whatever the load',
      people('round_robin'),
      [agent('A', { load: 4 }), agent('B', { lastAssignedAtMs: 1 })],
      'A',
    ],
    [
      'least_busy: fewest conversations',
      people('least_busy'),
      [agent('A', { load: 2 }), agent('B', { load: 1 })],
      'B',
    ],
    [
      'least_busy: as busy, whose turn it is',
      people('least_busy'),
      [agent('A', { load: 1, lastAssignedAtMs: 9 }), agent('B', { load: 1, lastAssignedAtMs: 8 })],
      'B',
    ],
    [
      'priority: the lowest number',
      people('priority'),
      [agent('A', { priority: 2 }), agent('B', { priority: 1, load: 4 })],
      'B',
    ],
    [
      'priority: as important, the least busy',
      people('priority'),
      [agent('A', { load: 2 }), agent('B', { load: 1 })],
      'B',
    ],
    [
      'skills: the least busy who has all of them',
      people('skills', ['en', 'fr']),
      [
        agent('A', { skills: ['en'] }),
        agent('B', { skills: ['en', 'fr'], load: 2 }),
        agent('C', { skills: ['fr', 'en'], load: 1 }),
      ],
      'C',
    ],
    ['all alike: by id, so that it is always the same', people('least_busy'), [agent('B'), agent('A')], 'A'],
  ])('%s', (_, step, agents, name) => {
    expect(chosen([step], agents)).toEqual([name, step.rule]);
  });

  it('sticky: who had the contact last, and nobody else', () => {
    const agents = [agent('A'), agent('B', { load: 4 })];
    expect(chosen([people('sticky')], agents, needs({ lastAgentId: idOf('B') }))).toEqual(['B', 'sticky']);
    expect(chosen([people('sticky')], agents, needs())).toEqual([undefined, undefined]);
  });
});

describe('who is passed over, and why', () => {
  it.each<[CandidateOutcome, Partial<AgentAtWork>, Partial<ConversationNeeds>]>([
    ['inactive', { isActive: false }, {}],
    ['offline', { presence: 'offline' }, {}],
    ['away', { presence: 'away' }, {}],
    ['outside_hours', { isWorkingTime: false }, {}],
    ['at_capacity', { load: 5 }, {}],
    ['at_capacity', { load: 9 }, {}],
    ['lacks_skills', { skills: ['en'] }, { requiredSkills: ['en', 'fr'] }],
    ['excluded', {}, { excludedAgentIds: [idOf('A')] }],
    ['ranked_lower', { load: 1 }, {}],
  ])('%s', (outcome, changes, asked) => {
    const agents = [agent('A', changes), agent('B', { skills: ['en', 'fr'] })];
    expect(outcomes([people('least_busy')], agents, needs(asked))).toEqual({ A: outcome, B: 'chosen' });
  });

  it('agents that no rule asks are not looked at', () => {
    expect(outcomes([people('least_busy')], [agent('A'), bot('B')])).toEqual({ A: 'chosen' });
  });

  it('an automatic agent has no conversation that was given to people', () => {
    const chain = [bots('priority'), people('least_busy')];
    expect(chosen(chain, [agent('A'), bot('B')])).toEqual(['B', 'priority']);
    expect(outcomes(chain, [agent('A'), bot('B')], needs({ isForPeople: true }))).toEqual({
      A: 'chosen',
      B: 'people_only',
    });
  });

  it('an automatic agent has no end of room, unless it is given one', () => {
    expect(chosen([bots('priority')], [bot('B', { load: 100_000 })])).toEqual(['B', 'priority']);
    expect(outcomes([bots('priority')], [bot('B', { load: 2, capacity: 2 })])).toEqual({ B: 'at_capacity' });
  });
});

describe('a chain', () => {
  const chain = [bots('priority'), people('sticky'), people('least_busy')];

  it('falls back to the next rule when one finds nobody', () => {
    const agents = [
      bot('D', { isActive: false }),
      agent('A', { load: 3 }),
      agent('B', { presence: 'offline' }),
    ];
    expect(chosen(chain, agents, needs({ lastAgentId: idOf('A') }))).toEqual(['A', 'sticky']);
    expect(chosen(chain, agents, needs({ lastAgentId: idOf('B') }))).toEqual(['A', 'least_busy']);
    expect(outcomes(chain, agents, needs({ lastAgentId: idOf('B') }))).toEqual({
      A: 'chosen',
      B: 'offline',
      D: 'inactive',
    });
  });

  it('skills of a step are asked there alone; those of the conversation everywhere', () => {
    const preferring = [people('skills', ['vip']), people('least_busy')];
    expect(chosen(preferring, [agent('A')])).toEqual(['A', 'least_busy']);
    expect(chosen(preferring, [agent('A')], needs({ requiredSkills: ['fr'] }))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('a step for skills that nobody asks for is passed over', () => {
    const withSkills = [people('skills'), people('round_robin')];
    expect(chosen(withSkills, [agent('A')])).toEqual(['A', 'round_robin']);
    const french = needs({ requiredSkills: ['fr'] });
    expect(chosen(withSkills, [agent('A', { skills: ['fr'] })], french)).toEqual(['A', 'skills']);
  });

  it('without anybody to ask nobody is found', () => {
    expect(chooseAgent(chain, [], needs())).toEqual({ agent: undefined, rule: undefined, candidates: [] });
  });
});
