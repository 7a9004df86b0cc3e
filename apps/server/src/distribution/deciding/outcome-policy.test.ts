import { AgentId } from '@recado/contracts';
import { expect, it } from 'vitest';
import type { AgentAtWork, Choice } from './assignment-policy.ts';
import { outcomeOf, type Whereabouts } from './outcome-policy.ts';

const agentId = AgentId.parse('0198f3c0-0000-7000-8000-00000000000b');
const agent = (type: AgentAtWork['type']): AgentAtWork => ({
  id: agentId,
  name: 'Ana',
  type,
  isActive: true,
  presence: 'online',
  isWorkingTime: true,
  load: 0,
  capacity: null,
  skills: [],
  priority: 0,
  lastAssignedAtMs: null,
});
const to = (type: AgentAtWork['type']): Choice => ({ agent: agent(type), rule: 'priority', candidates: [] });
const toNobody: Choice = { agent: undefined, rule: undefined, candidates: [] };

const unassigned: Whereabouts = { status: 'open', agentId: null, waitsFor: null };
const held: Whereabouts = { status: 'open', agentId, waitsFor: null };
const reopened: Whereabouts = { status: 'waiting', agentId: null, waitsFor: null };
const waiting: Whereabouts = { status: 'waiting', agentId: null, waitsFor: 'arrival' };

it.each<[string, Whereabouts, Choice | undefined, boolean, string | undefined]>([
  ['a person found makes it open', waiting, to('human'), false, 'open'],
  ['an automatic agent found makes it pending', unassigned, to('ai'), false, 'pending'],
  ['nobody found makes it wait', unassigned, toNobody, false, 'waiting'],
  ['that it waits is told once', waiting, toNobody, false, undefined],
  ['that it waits is told when nothing was noted', reopened, toNobody, false, 'waiting'],
  ['who leaves it makes it wait', held, toNobody, false, 'waiting'],
  ['who may keep it keeps it', held, toNobody, true, undefined],
  ['not distributed: nothing to say', unassigned, undefined, false, undefined],
  ['not distributed: who leaves it makes it open', held, undefined, false, 'open'],
  ['not distributed: it no longer waits', waiting, undefined, false, 'open'],
])('%s', (_, before, choice, mayStay, status) => {
  expect(outcomeOf(before, choice, mayStay)?.status).toBe(status);
});
