import { Agent as Schema } from '@recado/contracts';
import type { Agent } from '@recado/sdk';
import { expect, it } from 'vitest';
import { assignableAgents } from './agent-order-policy.ts';

const agent = (name: string, fields: Partial<Agent> = {}): Agent => ({
  ...Schema.parse(Schema.meta()?.['example']),
  id: name,
  instanceId: 'n1',
  name,
  ...fields,
});

const agents = [
  agent('Robô', { type: 'bot', capacity: null }),
  agent('Zé', { presence: 'offline' }),
  agent('Bia', { load: 5, capacity: 5 }),
  agent('Ana'),
  agent('Eu', { presence: 'away' }),
  agent('Elsewhere', { instanceId: 'n2' }),
  agent('Gone', { isActive: false }),
];

const names = (typed: string): string[] =>
  assignableAgents(agents, 'n1', { typed, mine: ['Eu'] }).map(({ name }) => name);

it('puts me first, then who is at work and has room, automatic ones last', () => {
  expect(names('')).toEqual(['Eu', 'Ana', 'Bia', 'Zé', 'Robô']);
});

it('finds names without their accents', () => {
  expect(names(' ze')).toEqual(['Zé']);
  expect(names('robo')).toEqual(['Robô']);
  expect(names('nobody')).toEqual([]);
});
