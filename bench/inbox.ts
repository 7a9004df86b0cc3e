import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../apps/server/src/platform/database/embedded-postgres.ts';
import { ADMINISTRATOR, administratorAt } from '../e2e/harness/api.ts';
import { startServerProcess, type ServerProcess } from '../e2e/harness/server-process.ts';
import { measureRoute, pathOf, type RouteFigures } from './inbox/measure-routes.ts';
import { PlanLog, planSettings, type Plans } from './inbox/plans.ts';
import { listRoutes, searchRoutes, statisticsRoutes, type Route } from './inbox/routes.ts';
import { seedInbox, type Seeded } from './inbox/seed.ts';
import { keepFigures } from './keep-figures.ts';

/**
 * `npm run bench:inbox -- [--messages 1000000] [--conversations 50000] [--requests 200] [--concurrency 4] [--only statistics] [--data folder]`
 * Every list, search and statistics query over HTTP, on an inbox of this size: p50 and p99, and how PostgreSQL finds the rows.
 * Fails when it reads a table that grows without end from its beginning to its end. A folder keeps the inbox for another run.
 */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    conversations: { type: 'string', default: '50000' },
    requests: { type: 'string', default: '200' },
    concurrency: { type: 'string', default: '4' },
    only: { type: 'string' },
    data: { type: 'string' },
  },
});
const plan = {
  messages: Number(values.messages),
  conversations: Number(values.conversations),
  requests: Number(values.requests),
  concurrency: Number(values.concurrency),
  only: values.only,
};
/** Often enough that PostgreSQL turns to plans without the values of one request. */
const REQUESTS_FOR_PLANS = 8;

type Measured = RouteFigures & Plans;

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function withServer<T>(
  postgres: EmbeddedPostgres,
  settings: Record<string, string>,
  work: (server: ServerProcess) => Promise<T>,
): Promise<T> {
  const server = await startServerProcess({
    settings: {
      ...ADMINISTRATOR,
      DATABASE_URL: postgres.connectionString,
      RECADO_SECRET_KEY: secretKey,
      ...settings,
    },
  });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

const secretKey = randomBytes(32).toString('base64');

async function seed(postgres: EmbeddedPostgres): Promise<Seeded> {
  const begunAt = performance.now();
  const seeded = await withClient(postgres.connectionString, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from tenants where slug = $1', [
      ADMINISTRATOR.RECADO_ADMIN_TENANT,
    ]);
    return seedInbox(client, rows[0]?.id ?? '', { ...plan, hasSearch: plan.only !== 'statistics' });
  });
  say(`seeded in ${String(Math.round((performance.now() - begunAt) / 1_000))} s`);
  return seeded;
}

/** Waits until a worker has added up what was noted. @returns how many rows it did in a second */
async function addUp(postgres: EmbeddedPostgres): Promise<number> {
  return withClient(postgres.connectionString, async (client) => {
    const left = async () => {
      const { rows } = await client.query<{ count: number }>(
        'select count(*)::int as count from statistics_deltas',
      );
      return rows[0]?.count ?? 0;
    };
    const before = await left();
    while ((await left()) === before && before > 0) await pause(50);
    const begunAt = performance.now();
    while ((await left()) > 0) await pause(200);
    await client.query('vacuum analyze statistics_counts, statistics_durations, statistics_deltas');
    return Math.round(before / ((performance.now() - begunAt) / 1_000));
  });
}

async function measureAll(postgres: EmbeddedPostgres, routes: Route[]): Promise<Map<Route, RouteFigures>> {
  return withServer(postgres, { RECADO_ROLE: 'api' }, async ({ url }) => {
    const client = await administratorAt(url);
    const figures = new Map<Route, RouteFigures>();
    for (const route of routes) {
      const measured = await measureRoute(client, route, plan);
      figures.set(route, measured);
      say(JSON.stringify(measured));
    }
    return figures;
  });
}

/** In a server of its own, since writing plans takes time. */
async function explainAll(
  postgres: EmbeddedPostgres,
  logFile: string,
  routes: Route[],
): Promise<Map<Route, Plans>> {
  await withClient(postgres.superuserConnectionString, async (client) => {
    for (const setting of planSettings('recado')) await client.query(setting);
  });
  return withServer(postgres, { RECADO_ROLE: 'api', DATABASE_POOL_SIZE: '2' }, async ({ url }) => {
    const client = await administratorAt(url);
    const log = new PlanLog(logFile);
    const plans = new Map<Route, Plans>();
    for (const route of routes) {
      const path = await pathOf(client, route);
      const found = await log.during(async () => {
        for (let count = 0; count < REQUESTS_FOR_PLANS; count += 1) await client.expect('GET', path);
      });
      plans.set(route, found);
    }
    return plans;
  });
}

async function run(postgres: EmbeddedPostgres, logFile: string): Promise<Measured[]> {
  await withServer(postgres, { RECADO_ROLE: 'api' }, () => Promise.resolve());
  const seeded = await seed(postgres);
  const perSecond = await withServer(postgres, { RECADO_ROLE: 'worker' }, () => addUp(postgres));
  if (perSecond > 0) say(`statistics: ${String(perSecond)} notes added up in a second`);
  const all = { lists: listRoutes, search: searchRoutes, statistics: statisticsRoutes };
  const routes = Object.entries(all).flatMap(([name, of]) =>
    plan.only === undefined || plan.only === name ? of(seeded) : [],
  );
  const figures = await measureAll(postgres, routes);
  const plans = await explainAll(postgres, logFile, routes);
  return routes.map((route) => ({
    ...(figures.get(route) ?? { name: route.name, p50Ms: 0, p99Ms: 0, items: 0 }),
    ...(plans.get(route) ?? { reads: [], sequentialScans: [] }),
  }));
}

const dataDir = values.data ?? (await mkdtemp(path.join(tmpdir(), 'recado-inbox-')));
const postgres = await startEmbeddedPostgres({ dataDir, onLog: () => undefined });
try {
  const measured = await run(postgres, path.join(dataDir, 'postgres/postgres.log'));
  console.table(
    Object.fromEntries(measured.map(({ name, p50Ms, p99Ms, items }) => [name, { p50Ms, p99Ms, items }])),
  );
  await keepFigures('inbox', plan, measured);
  for (const { name, sequentialScans } of measured.filter((one) => one.sequentialScans.length > 0)) {
    say(`${name}: ${sequentialScans.join(', ')}`);
    process.exitCode = 1;
  }
} finally {
  await postgres.stop();
  if (values.data === undefined) await rm(dataDir, { recursive: true, force: true });
}
