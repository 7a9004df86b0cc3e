import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { InstanceId } from '@recado/contracts';
import pg from 'pg';
import { z } from 'zod';
import { ADMINISTRATOR, administratorAt, type ApiClient } from '../../e2e/harness/api.ts';
import { startScratchPostgres } from '../../e2e/harness/postgres.ts';
import { startServerProcess, type ServerProcess } from '../../e2e/harness/server-process.ts';
import { qrTextOf } from '../../e2e/harness/web-numbers.ts';
import { load } from '../throughput/load.ts';
import {
  idleRssMb,
  inParallel,
  PEOPLE,
  personNumber,
  rssMb,
  sessionNumber,
  timed,
  untilQuiet,
  type SessionFigures,
  type SessionPlan,
} from './figures.ts';
import { SimulatedPhones, type Started } from './simulated-phones.ts';

const Created = z.object({ id: InstanceId });
const Key = z.object({ key: z.string() });

interface Bench {
  plan: SessionPlan;
  phones: SimulatedPhones;
  database: pg.Client;
  client: ApiClient;
  instances: InstanceId[];
}

async function untilCount(database: pg.Client, sql: string, wanted: number): Promise<void> {
  for (let tries = 0; tries < 20_000; tries += 1) {
    const { rows } = await database.query<{ count: number }>(sql);
    if ((rows[0]?.count ?? 0) >= wanted) return;
    await pause(20);
  }
  throw new Error(`Never came to ${String(wanted)}: ${sql}`);
}

const connectedSql = `select count(*)::int as count from instances where status = 'connected'`;

async function linkOne({ client, phones, instances }: Bench, place: number): Promise<void> {
  const phoneNumber = sessionNumber(place);
  const { id } = Created.parse(
    await client.expect('POST', '/instances', {
      name: `Session ${String(place)}`,
      phoneNumber,
      channel: 'web',
      settings: { pacing: 'off', messagesPerSecond: 1_000 },
    }),
  );
  instances[place] = id;
  await client.expect('POST', `/instances/${id}/connect`);
  await scan(phones, phoneNumber, () => qrTextOf(client, id));
}

/** Scans again, as a person would, when the client left meanwhile: a worker without time gives its numbers up. */
async function scan(
  phones: SimulatedPhones,
  phoneNumber: string,
  qrText: () => Promise<string>,
): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      await phones.scan(phoneNumber, await qrText());
      return;
    } catch (error) {
      if (tries === 5) throw error;
    }
}

/** @returns messages a second, from the first request until the last has WhatsApp's ack */
async function out({ plan, database, client, instances }: Bench, many: number): Promise<number> {
  const { key } = Key.parse(
    await client.expect('POST', '/api-keys', { name: 'bench', permissions: ['messages:send'] }),
  );
  const countSql = `select count(*)::int as count from messages where direction = 'outbound'
    and status in ('sent', 'delivered', 'read')`;
  const { rows } = await database.query<{ count: number }>(countSql);
  const seconds = await timed(async () => {
    await load({
      url: client.url,
      path: '/messages/send',
      headers: { authorization: `Bearer ${key}` },
      connections: 16,
      count: plan.messages,
      body: (place) => ({
        instanceId: instances[place % many],
        recipient: personNumber(place % PEOPLE),
        message: { type: 'text', content: `message ${String(place)}` },
      }),
    });
    await untilCount(database, countSql, (rows[0]?.count ?? 0) + plan.messages);
  });
  return Math.round(plan.messages / seconds);
}

/** @returns messages a second, from the first that a person sends until the last is stored with its event */
async function into({ plan, database, phones }: Bench, many: number): Promise<number> {
  const countSql = `select count(*)::int as count from messages where direction = 'inbound'`;
  const { rows } = await database.query<{ count: number }>(countSql);
  const seconds = await timed(async () => {
    await phones.burst({
      from: Array.from({ length: PEOPLE }, (_, place) => personNumber(place)),
      to: Array.from({ length: many }, (_, place) => sessionNumber(place)),
      count: plan.messages,
    });
    await untilCount(database, countSql, (rows[0]?.count ?? 0) + plan.messages);
  });
  return Math.round(plan.messages / seconds);
}

/** Measures Recado: one api process, and one worker that holds all sessions. */
export async function recadoSessionFigures(plan: SessionPlan, started: Started): Promise<SessionFigures> {
  const postgres = await startScratchPostgres({ isDurable: true });
  const settings = {
    ...ADMINISTRATOR,
    DATABASE_URL: postgres.connectionString,
    RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
    RECADO_WHATSAPP_WEB_ENDPOINT: JSON.stringify(started.endpoint),
    RECADO_WEB_CONNECTS_PER_SECOND: '1000',
  };
  const servers: ServerProcess[] = [];
  const database = new pg.Client({ connectionString: postgres.connectionString });
  const start = async (role: string): Promise<ServerProcess> => {
    const server = await startServerProcess({ settings: { ...settings, RECADO_ROLE: role } });
    servers.push(server);
    return server;
  };
  try {
    const api = await start('api');
    const worker = await start('worker');
    await database.connect();
    const client = await administratorAt(api.url);
    const bench: Bench = {
      plan,
      phones: new SimulatedPhones(started),
      database,
      client,
      instances: [],
    };
    const rssBeforeMb = await rssMb(worker.pid);
    const linkSeconds = await timed(async () => {
      await inParallel(plan.sessions, 10, (place) => linkOne(bench, place));
      await untilCount(database, connectedSql, plan.sessions);
    });
    const rssIdleMb = await idleRssMb(worker.pid);
    await worker.stop();
    servers.splice(servers.indexOf(worker), 1);
    await bench.phones.untilConnected(0);
    let restartedPid = 0;
    const reconnectSeconds = await timed(async () => {
      const { pid } = await start('worker');
      await bench.phones.untilConnected(plan.sessions);
      restartedPid = pid;
    });
    await untilQuiet(restartedPid);
    return {
      name: 'Recado, api + one worker',
      sessions: plan.sessions,
      linkSeconds,
      rssBeforeMb,
      rssIdleMb,
      kilobytesPerIdleSession: Math.round(((rssIdleMb - rssBeforeMb) * 1_024) / plan.sessions),
      reconnectSeconds,
      outOfOnePerSecond: await out(bench, 1),
      outOfManyPerSecond: await out(bench, plan.many),
      intoOnePerSecond: await into(bench, 1),
      intoManyPerSecond: await into(bench, plan.many),
    };
  } finally {
    for (const server of servers) await server.stop();
    await database.end();
    await postgres.stop();
  }
}
