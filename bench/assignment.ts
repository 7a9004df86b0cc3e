import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { AgentId, type InstanceId } from '@recado/contracts';
import { startGraphApiSimulator } from '@recado/graph-api-simulator';
import pg from 'pg';
import { z } from 'zod';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../apps/server/src/platform/database/embedded-postgres.ts';
import { ADMINISTRATOR, administratorAt, connectNumber, type ApiClient } from '../e2e/harness/api.ts';
import { startServerProcess } from '../e2e/harness/server-process.ts';
import { keepFigures } from './keep-figures.ts';
import { quantile } from './throughput/load.ts';

/**
 * `npm run bench:assignment -- [--messages 300] [--everyMs 60] [--agents 20]`
 * How long after a customer's message is stored its conversation has an agent: from the raw event's row until PostgreSQL has
 * committed `conversation.assigned`. Beside it a number without distribution, whose `message.received` is told the same way;
 * the two numbers take turns.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '300' },
    everyMs: { type: 'string', default: '60' },
    agents: { type: 'string', default: '20' },
  },
});
const plan = {
  messages: Number(values.messages),
  everyMs: Number(values.everyMs),
  agents: Number(values.agents),
};
const WARM_UP = 50;

async function query(connectionString: string, text: string, given: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, given)).rows;
  } finally {
    await client.end();
  }
}

/** A PostgreSQL that knows when each transaction was committed. */
async function startPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const options = { dataDir, onLog: () => undefined };
  const first = await startEmbeddedPostgres(options);
  await query(first.superuserConnectionString, 'alter system set track_commit_timestamp = on');
  await first.stop();
  return startEmbeddedPostgres(options);
}

async function addAgents(client: ApiClient, instanceId: InstanceId): Promise<void> {
  await client.expect('PATCH', `/instances/${instanceId}`, { maxAgents: plan.agents });
  for (let place = 0; place < plan.agents; place += 1) {
    const { id } = z.object({ id: AgentId }).parse(
      await client.expect('POST', '/agents', {
        instanceId,
        name: `Agent ${String(place)}`,
        type: 'human',
        configuration: { capacity: 500 },
      }),
    );
    await client.expect('PUT', `/agents/${id}/presence`, { presence: 'online' });
  }
}

/**
 * Milliseconds from the raw event's row to the commit of the transaction that made it a message, ascending, without the first ones.
 * Both kinds of event are of that transaction: where a number distributes, its last event is `conversation.assigned`.
 */
async function waitsOf(connectionString: string, instanceId: InstanceId): Promise<number[]> {
  const rows = await query(
    connectionString,
    `select extract(epoch from pg_xact_commit_timestamp(e.xmin) - i.received_at) * 1000 as ms
     from (
       select received_at, row_number() over (order by seq) as place
       from inbound_events where instance_id = $1 and kind = 'message'
     ) i
     join (
       select xmin, row_number() over (order by seq) as place
       from events where instance_id = $1 and type = 'message.received'
     ) e using (place)
     where place > $2`,
    [instanceId, WARM_UP],
  );
  return z
    .array(z.object({ ms: z.coerce.number() }))
    .parse(rows)
    .map(({ ms }) => ms)
    .toSorted((one, other) => one - other);
}

async function until(connectionString: string, sql: string, wanted: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [row] = z.array(z.object({ count: z.number() })).parse(await query(connectionString, sql));
    if (row?.count === wanted) return;
    await pause(100);
  }
  throw new Error(`Never came to ${String(wanted)}: ${sql}`);
}

interface Figures {
  p50Ms: number;
  p99Ms: number;
}

async function run(postgres: EmbeddedPostgres): Promise<Record<string, Figures>> {
  const simulator = await startGraphApiSimulator();
  const server = await startServerProcess({
    settings: {
      ...ADMINISTRATOR,
      DATABASE_URL: postgres.connectionString,
      RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
    },
  });
  try {
    const client = await administratorAt(server.url);
    const distributing = await connectNumber(client, simulator);
    const plain = await connectNumber(client, simulator);
    await addAgents(client, distributing.instanceId);
    const customers = plan.messages + WARM_UP;
    for (let place = 0; place < customers; place += 1)
      for (const { number } of [distributing, plain]) {
        simulator.customer(number.id, `+55119${String(10_000_000 + place)}`).sendText('Bom dia');
        await pause(plan.everyMs);
      }
    const count = `select count(*)::int as count from events where type =`;
    await until(postgres.connectionString, `${count} 'message.received'`, customers * 2);
    await until(postgres.connectionString, `${count} 'conversation.assigned'`, customers);
    const figuresOf = async ({ instanceId }: { instanceId: InstanceId }): Promise<Figures> => {
      const waits = await waitsOf(postgres.connectionString, instanceId);
      const at = (share: number): number => Number(quantile(waits, share).toFixed(1));
      return { p50Ms: at(0.5), p99Ms: at(0.99) };
    };
    return {
      [`stored to assigned, ${String(plan.agents)} agents`]: await figuresOf(distributing),
      'stored to received, nobody to assign': await figuresOf(plain),
    };
  } finally {
    await server.stop();
    await simulator.close();
  }
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'recado-assignment-'));
const postgres = await startPostgres(dataDir);
try {
  const figures = await run(postgres);
  console.table(figures);
  await keepFigures('assignment', plan, figures);
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
