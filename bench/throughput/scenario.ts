import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { cpuSeconds } from './cpu-time.ts';
import { load, quantile } from './load.ts';

export interface Figures {
  name: string;
  messages: number;
  acceptedPerSecond: number;
  sentPerSecond: number;
  acceptP50Ms: number;
  acceptP99Ms: number;
  /** Of the server's processes and PostgreSQL together; Redis, load and provider not counted. */
  cpuMicrosecondsPerMessage: number;
}

export interface Scenario {
  name: string;
  messages: number;
  connections: number;
  url: string;
  path: string;
  headers: Record<string, string>;
  body: (place: number) => unknown;
  /** Processes whose time counts, with all below them. */
  pids: number[];
  databaseUrl: string;
  /** Counts the messages that are not sent yet. */
  unsentSql: string;
}

/** Sends messages through a pipeline and measures until the last one is sent. */
export async function measure(scenario: Scenario): Promise<Figures> {
  const database = new pg.Client({ connectionString: scenario.databaseUrl });
  await database.connect();
  const cpuBefore = await cpuSeconds(scenario.pids);
  const begunAt = performance.now();
  const result = await load({ ...scenario, count: scenario.messages });
  await untilAllSent(database, scenario.unsentSql);
  const seconds = (performance.now() - begunAt) / 1_000;
  const cpu = (await cpuSeconds(scenario.pids)) - cpuBefore;
  await database.end();
  return {
    name: scenario.name,
    messages: scenario.messages,
    acceptedPerSecond: Math.round(result.accepted / result.seconds),
    sentPerSecond: Math.round(scenario.messages / seconds),
    acceptP50Ms: Number(quantile(result.latenciesMs, 0.5).toFixed(1)),
    acceptP99Ms: Number(quantile(result.latenciesMs, 0.99).toFixed(1)),
    cpuMicrosecondsPerMessage: Math.round((cpu / scenario.messages) * 1e6),
  };
}

async function untilAllSent(database: pg.Client, unsentSql: string): Promise<void> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    const { rows } = await database.query<{ count: number }>(unsentSql);
    if (rows[0]?.count === 0) return;
    await pause(20);
  }
  throw new Error('Not all messages were sent');
}
