import { randomUUID } from 'node:crypto';
import { AgentId, InstanceId, type TenantId } from '@recado/contracts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedTenantRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { Database, WorkerDatabase } from '../platform/database/database.ts';
import { createPool } from '../platform/database/pool.ts';
import { APP_ROLE, WORKER_ROLE } from '../platform/database/roles.ts';
import { DeltasRepository } from './deltas.repository.ts';
import { daysOf, type Period } from './period-policy.ts';
import { presentByAgent, presentByDay, presentByInstance, presentOverview } from './present-statistics.ts';
import { StatisticsQueries } from './statistics.queries.ts';

let testDatabase: TestDatabase;
let owner: pg.Pool;
let database: Database;
let workers: WorkerDatabase;
let queries: StatisticsQueries;
const deltas = new DeltasRepository();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  owner = new pg.Pool({ connectionString: testDatabase.connectionString, max: 4 });
  // One snapshot for a whole transaction, so that statistics and what they are of can be compared while both change.
  const snapshots = new URL(testDatabase.connectionString);
  snapshots.searchParams.set(
    'options',
    `-c role=${APP_ROLE} -c default_transaction_isolation=repeatable\\ read`,
  );
  const common = { size: 3, applicationName: 'test', onError: () => undefined };
  database = new Database(createPool({ ...common, connectionString: snapshots.href, role: APP_ROLE }));
  workers = new WorkerDatabase(
    createPool({ ...common, connectionString: testDatabase.connectionString, role: WORKER_ROLE }),
  );
  queries = new StatisticsQueries(database);
});
afterAll(async () => {
  await Promise.all([database.close(), workers.close(), owner.end()]);
  await testDatabase.drop();
});

const HOUR = 3_600_000;
const period: Period = {
  from: new Date('2026-10-30T03:00:00Z'),
  to: new Date('2026-11-03T03:00:00Z'),
  timeZone: 'America/Sao_Paulo',
};
const TYPES = { text: 'text', image: 'media', list: 'interactive', reaction: 'other' } as const;

interface Step {
  kind: 'write' | 'open' | 'assign' | 'respond' | 'close';
  conversation: number;
  /** Hours from the beginning of the period, also some before and after it. */
  hour: number;
  seconds: number;
  agent: number;
  type: keyof typeof TYPES;
  direction: 'inbound' | 'outbound';
  count: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('write', 'open', 'assign', 'respond', 'close'),
    conversation: fc.nat({ max: 5 }),
    hour: fc.integer({ min: -2, max: 4 * 24 + 2 }),
    seconds: fc.nat({ max: 3_599 }),
    agent: fc.nat({ max: 2 }),
    type: fc.constantFrom('text', 'image', 'list', 'reaction'),
    direction: fc.constantFrom('inbound', 'outbound'),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 20, maxLength: 60 },
);

interface Seeded {
  tenantId: TenantId;
  instances: InstanceId[];
  agents: AgentId[];
  conversations: { id: string; instanceId: InstanceId }[];
}

async function seed(): Promise<Seeded> {
  const { tenantId } = await seedTenantRows(testDatabase.connectionString);
  const instances = [0, 1].map(() => InstanceId.parse(randomUUID()));
  const agents = [0, 1, 2].map(() => AgentId.parse(randomUUID()));
  await owner.query(
    `insert into instances (id, tenant_id, name, phone_number, channel)
     select id, $1, 'i', left(id::text, 20), 'web' from unnest($2::uuid[]) id`,
    [tenantId, instances],
  );
  await owner.query(
    `insert into agents (id, tenant_id, instance_id, name, type) select id, $1, $2, 'a', 'human' from unnest($3::uuid[]) id`,
    [tenantId, instances[0], agents],
  );
  const conversations = [];
  for (let place = 0; place < 6; place += 1) {
    const one = { id: randomUUID(), instanceId: instances[place % 2] ?? InstanceId.parse(randomUUID()) };
    const contactId = randomUUID();
    await owner.query('insert into contacts (id, tenant_id) values ($1, $2)', [contactId, tenantId]);
    await owner.query(
      'insert into conversations (id, tenant_id, instance_id, contact_id) values ($1, $2, $3, $4)',
      [one.id, tenantId, one.instanceId, contactId],
    );
    conversations.push(one);
  }
  return { tenantId, instances, agents, conversations };
}

/** Something that happened and is to be counted. */
interface Event {
  at: Date;
  measure: string;
  instanceId: InstanceId;
  agentId: AgentId | null;
  seconds?: number;
}

interface State {
  openedAt: Date | null;
  isOpen: boolean;
  agentId: AgentId | null;
  hasResponse: boolean;
}

/** A step at its time, with the conversation that it changes and what that was before. */
interface Taking {
  seeded: Seeded;
  step: Step;
  state: State;
  at: Date;
  conversationId: string;
  agentId: AgentId | null;
  /** Seconds since the conversation was opened. */
  passed: number;
}

/** What is to be counted of a step, once it is done. */
type Told = Pick<Event, 'measure'> & Partial<Event>;

const update = ({ conversationId }: Taking, set: string, values: unknown[]) =>
  owner.query(`update conversations set ${set} where id = $1`, [conversationId, ...values]);

const takers: Record<Step['kind'], (taking: Taking) => Promise<Told[]>> = {
  async write({ seeded, step, at, conversationId }) {
    await owner.query(
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, created_at)
       select gen_random_uuid(), tenant_id, instance_id, id, 'r', 's', $3, 'sent', $4, $5
       from conversations, generate_series(1, $6) where tenant_id = $1 and id = $2`,
      [seeded.tenantId, conversationId, step.direction, { type: step.type, content: 'x' }, at, step.count],
    );
    return Array.from({ length: step.count }, () => ({ measure: `${step.direction}_${TYPES[step.type]}` }));
  },
  async open(taking) {
    const { state, at } = taking;
    if (state.isOpen) return [];
    const measure = state.openedAt === null ? 'opened' : 'reopened';
    await update(taking, `status = 'waiting', opened_at = $2, first_response_at = null, closed_at = null`, [
      at,
    ]);
    Object.assign(state, { isOpen: true, openedAt: at, hasResponse: false });
    return [{ measure }];
  },
  async assign(taking) {
    const { state, at, agentId } = taking;
    if (!state.isOpen || state.agentId === agentId) return [];
    await update(taking, `status = 'open', agent_id = $2, assigned_at = $3`, [agentId, at]);
    state.agentId = agentId;
    return [{ measure: 'assigned', agentId }];
  },
  async respond(taking) {
    const { state, at, passed } = taking;
    if (!state.isOpen || state.hasResponse) return [];
    await update(taking, 'first_response_at = $2', [at]);
    state.hasResponse = true;
    return [{ measure: 'first_response', agentId: state.agentId, seconds: passed }];
  },
  async close(taking) {
    const { state, at, passed } = taking;
    if (!state.isOpen) return [];
    await update(taking, `status = 'closed', closed_at = $2, agent_id = null`, [at]);
    const { agentId } = state;
    Object.assign(state, { isOpen: false, agentId: null });
    return [{ measure: 'closed', agentId, seconds: passed }];
  },
};

async function take(seeded: Seeded, step: Step, state: State): Promise<Event[]> {
  const conversation = seeded.conversations[step.conversation];
  if (conversation === undefined) throw new Error('no conversation');
  const { id: conversationId, instanceId } = conversation;
  const at = new Date(period.from.getTime() + step.hour * HOUR + step.seconds * 1_000);
  const passed = state.openedAt === null ? 0 : Math.max(0, (at.getTime() - state.openedAt.getTime()) / 1_000);
  const agentId = seeded.agents[step.agent] ?? null;
  const told = await takers[step.kind]({ seeded, step, state, at, conversationId, agentId, passed });
  return told.map((event) => ({ at, instanceId, agentId: null, ...event }));
}

/** All steps; those of one conversation in their order, those of different ones at the same time. */
async function takeAll(seeded: Seeded, all: Step[]): Promise<Event[]> {
  const events = await Promise.all(
    seeded.conversations.map(async (_, place) => {
      const state: State = { openedAt: null, isOpen: false, agentId: null, hasResponse: false };
      const found: Event[] = [];
      for (const step of all)
        if (step.conversation === place) found.push(...(await take(seeded, step, state)));
      return found;
    }),
  );
  return events.flat();
}

const compact = () => workers.transaction((tx) => deltas.compact(tx, 7));
async function compactAll(): Promise<void> {
  while ((await compact()) > 0);
}

const inPeriod = ({ at }: Event) => at >= period.from && at < period.to;
const countOf = (events: Event[], measure: string) =>
  events.filter((event) => event.measure === measure).length;
const meanOf = (events: Event[], measure: string) => {
  const of = events.filter((event) => event.measure === measure);
  const total = of.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
  return {
    count: of.length,
    meanSeconds: of.length === 0 ? null : Math.round((total / of.length) * 10) / 10,
  };
};
const volumeOf = (events: Event[]) => {
  const messages = (direction: string) => {
    const [text, media, interactive, other] = ['text', 'media', 'interactive', 'other'].map((group) =>
      countOf(events, `${direction}_${group}`),
    );
    return { text, media, interactive, other };
  };
  return {
    inbound: messages('inbound'),
    outbound: messages('outbound'),
    conversations: Object.fromEntries(
      ['opened', 'reopened', 'assigned', 'closed'].map((measure) => [measure, countOf(events, measure)]),
    ),
    firstResponse: meanOf(events, 'first_response'),
    resolution: meanOf(events, 'closed'),
  };
};

async function expectExact({ tenantId, instances, agents }: Seeded, events: Event[]): Promise<void> {
  const counted = events.filter(inPeriod);
  const scope = { tenantId, instances: undefined };
  expect(presentOverview(period, await queries.overview(scope, period))).toMatchObject(volumeOf(counted));
  const byInstance = presentByInstance(period, await queries.byInstance(scope, period)).items;
  for (const instanceId of instances) {
    const own = volumeOf(counted.filter((event) => event.instanceId === instanceId));
    expect(byInstance.find((item) => item.instanceId === instanceId)).toMatchObject(own);
    const alone = { tenantId, instances: [instanceId] };
    expect(presentOverview(period, await queries.overview(alone, period))).toMatchObject(own);
  }
  const byAgent = presentByAgent(period, await queries.byAgent(scope, period)).items;
  for (const agentId of agents) {
    const own = counted.filter((event) => event.agentId === agentId);
    const item = byAgent.find((one) => one.agentId === agentId);
    if (own.length === 0) expect(item).toBeUndefined();
    else {
      const { conversations, firstResponse, resolution } = volumeOf(own);
      const { assigned, closed } = conversations;
      expect(item).toMatchObject({ assigned, closed, firstResponse, resolution });
    }
  }
  const days = daysOf(period);
  const byDay = presentByDay(period, days, await queries.byDay(scope, period, days)).items;
  expect(byDay.map(({ date }) => date)).toEqual(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02']);
  for (const [place, day] of days.entries()) {
    const until = days[place + 1]?.from ?? period.to;
    expect(byDay[place]).toMatchObject(volumeOf(counted.filter(({ at }) => at >= day.from && at < until)));
  }
}

/** In one snapshot: what is counted, and how many messages there are. */
async function countedAndThere(tenantId: TenantId): Promise<[number, number]> {
  return database.inTenant(tenantId, async (tx) => {
    const wide = { ...period, from: new Date('2026-01-01T05:00:00Z'), to: new Date('2026-12-31T05:00:00Z') };
    const { inbound, outbound } = presentOverview(
      wide,
      await queries.overview({ tenantId, instances: undefined }, wide),
    );
    const { there } = await tx
      .selectFrom('messages')
      .select((count) => count.fn.countAll<number>().as('there'))
      .executeTakeFirstOrThrow();
    return [inbound.total + outbound.total, there];
  });
}

it(
  'counts everything once: while it happens and is added up, before and after',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const seeded = await seed();
        let isOver = false;
        const happening = takeAll(seeded, all).finally(() => {
          isOver = true;
        });
        const until = async (work: () => Promise<unknown>) => {
          while (!isOver) await work();
        };
        const compare = async () => {
          const [counted, there] = await countedAndThere(seeded.tenantId);
          expect(counted).toBe(there);
        };
        await Promise.all([until(compact), until(compact), until(compare), happening]);
        const events = await happening;
        await expectExact(seeded, events);
        await compactAll();
        await expectExact(seeded, events);
        const left = await owner.query('select from statistics_deltas where tenant_id = $1', [
          seeded.tenantId,
        ]);
        expect(left.rowCount).toBe(0);
      }),
      { numRuns: 12 },
    );
  },
);
