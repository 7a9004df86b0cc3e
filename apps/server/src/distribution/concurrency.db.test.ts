import type { AgentId, AgentPresence, DistributionRule } from '@recado/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDistributionScene, type DistributionScene } from '../../test/harness/distribution-scene.ts';

let scene: DistributionScene;
beforeAll(async () => {
  scene = await createDistributionScene();
});
afterAll(() => scene.test.close());
beforeEach(() => scene.newInstance());

const AGENTS = 20;
const CUSTOMERS = 100;

interface TeamMember {
  id: AgentId;
  name: string;
  /** The most it was ever allowed. */
  capacity: number;
}

/** Something an agent does while messages arrive. */
interface Move {
  agent: number;
  kind: AgentPresence | 'deactivate' | 'activate' | 'raise' | 'delete';
}

const Move = fc.record<Move>({
  agent: fc.integer({ min: 0, max: AGENTS - 1 }),
  kind: fc.constantFrom('online', 'away', 'offline', 'deactivate', 'activate', 'raise', 'delete'),
});

function carryOut({ id, name, capacity }: TeamMember, kind: Move['kind']) {
  const put = (isActive: boolean) =>
    scene.call('PUT', `/agents/${id}`, { name, type: 'human', isActive, configuration: { capacity } });
  if (kind === 'delete') return scene.call('DELETE', `/agents/${id}`);
  if (kind === 'raise' || kind === 'activate') return put(true);
  if (kind === 'deactivate') return put(false);
  return scene.call('PUT', `/agents/${id}/presence`, { presence: kind });
}

async function move(team: TeamMember[], { agent, kind }: Move): Promise<void> {
  const member = team[agent];
  if (member === undefined) return;
  if (kind === 'raise') member.capacity += 1;
  const { status } = await carryOut(member, kind);
  // Another move may have deleted the agent.
  expect([200, 204, 404]).toContain(status);
}

async function newTeam(capacities: number[]): Promise<TeamMember[]> {
  const team: TeamMember[] = [];
  for (const [place, capacity] of capacities.entries()) {
    const name = `agent ${String(place)}`;
    team.push({
      id: await scene.person(name, { capacity }, place % 4 === 3 ? 'away' : 'online'),
      name,
      capacity,
    });
  }
  return team;
}

const Row = z.object({
  status: z.string(),
  agentId: z.string().nullable(),
  /** Decisions in force: how many, and whom they name. */
  current: z.int(),
  decidedFor: z.string().nullable(),
  /** Whether the agent, if there is one, may have conversations. */
  isThere: z.boolean(),
});
const rows = async () =>
  z.array(Row).parse(
    await scene.query(
      `select c.status, c.agent_id as "agentId", c.agent_id is null or a.is_active and coalesce(p.presence, 'offline') <> 'offline' as "isThere",
         (select count(*)::int from message_distributions d where d.conversation_id = c.id and d.completed_at is null) as current,
         (select d.agent_id from message_distributions d where d.conversation_id = c.id and d.completed_at is null) as "decidedFor"
       from conversations c left join agents a on a.id = c.agent_id left join agent_presence p on p.agent_id = a.id
       where c.instance_id = $1`,
      [scene.instanceId],
    ),
  );

/** How many conversations those who are there can still take; nobody has more than was ever allowed. */
async function room(team: TeamMember[]): Promise<number> {
  const { items } = z
    .object({
      items: z.array(
        z.object({
          id: z.string(),
          isActive: z.boolean(),
          presence: z.string(),
          load: z.int(),
          capacity: z.int(),
        }),
      ),
    })
    .parse((await scene.call('GET', `/agents?instanceId=${scene.instanceId}&limit=100`)).body);
  const most = new Map<string, number>(team.map(({ id, capacity }) => [id, capacity]));
  for (const { id, load } of items) expect(load).toBeLessThanOrEqual(most.get(id) ?? 0);
  return items
    .filter(({ isActive, presence }) => isActive && presence === 'online')
    .reduce((sum, { capacity, load }) => sum + Math.max(0, capacity - load), 0);
}

describe('100 messages at once, 20 agents coming and going', () => {
  it('every conversation has exactly one agent who is there, or waits; nobody is above capacity; nobody waits while somebody is free', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: AGENTS, maxLength: AGENTS }),
        fc.array(Move, { minLength: 20, maxLength: 40 }),
        fc.integer({ min: 4, max: 12 }),
        async (capacities, moves, batches) => {
          await scene.newInstance();
          // So that there is always somebody to distribute to.
          await scene.person('who stays', { capacity: 1 }, 'away');
          const team = await newTeam(capacities);
          const customers = scene.newCustomers(CUSTOMERS);
          const sized = Math.ceil(CUSTOMERS / batches);
          const inbound = Array.from({ length: batches }, (_, place) =>
            customers.slice(place * sized, (place + 1) * sized),
          );
          await Promise.all([
            ...inbound.filter((batch) => batch.length > 0).map((batch) => scene.arrive(batch)),
            ...moves.map((one) => move(team, one)),
            scene.look(),
            scene.look(),
          ]);
          await scene.look();
          const seen = await rows();
          expect(seen).toHaveLength(CUSTOMERS);
          for (const { status, agentId, current, decidedFor, isThere } of seen) {
            expect([status, isThere]).toEqual([agentId === null ? 'waiting' : 'open', true]);
            expect([current, decidedFor]).toEqual([1, agentId]);
          }
          const free = await room(team);
          const waiting = seen.filter(({ status }) => status === 'waiting').length;
          expect(Math.min(free, waiting)).toBe(0);
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
  }, 180_000);

  it.each<DistributionRule>(['least_busy', 'round_robin'])(
    'by %s loads differ by one at most',
    async (rule) => {
      await scene.configure({ chain: [{ rule, agents: 'human' }] });
      for (let place = 0; place < 7; place += 1)
        await scene.person(`agent ${String(place)}`, { capacity: 50 });
      const customers = scene.newCustomers(CUSTOMERS);
      await Promise.all(
        Array.from({ length: 10 }, (_, place) => scene.arrive(customers.slice(place * 10, (place + 1) * 10))),
      );
      const loads = [...Map.groupBy(await rows(), ({ agentId }) => agentId).values()].map(
        (held) => held.length,
      );
      expect(loads.toSorted()).toEqual([14, 14, 14, 14, 14, 15, 15]);
    },
  );

  it('by round_robin turns go round from one batch to the next', async () => {
    await scene.configure({ chain: [{ rule: 'round_robin', agents: 'human' }] });
    const team = [await scene.person('A'), await scene.person('B'), await scene.person('C')];
    const agents: (AgentId | null)[] = [];
    for (let place = 0; place < 6; place += 1) agents.push((await scene.write()).agentId);
    expect(new Set(agents.slice(0, 3))).toEqual(new Set(team));
    expect(agents.slice(3)).toEqual(agents.slice(0, 3));
  });
});
