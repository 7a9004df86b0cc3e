import { startScratchPostgres } from '../../e2e/harness/postgres.ts';
import { freePort } from '../../e2e/harness/server-process.ts';
import { postmasterPid } from './postmaster.ts';
import { firstLine, startProgram, stop, untilReady } from './processes.ts';
import { measure, type Figures } from './scenario.ts';
import { newNumber } from './simulated-number.ts';
import type { Plan } from './recado.ts';

/** Measures the bare pipeline on a fresh database and provider. */
export async function bareFigures(plan: Plan): Promise<Figures> {
  const postgres = await startScratchPostgres({ isDurable: true });
  const simulator = startProgram('simulator-process.ts', {}, ['--statuses', 'never']);
  const providerUrl = await firstLine(simulator);
  const number = await newNumber(providerUrl);
  const port = await freePort();
  const server = startProgram('bare-pipeline.ts', {
    DATABASE_URL: postgres.connectionString,
    PORT: String(port),
    PROVIDER_URL: providerUrl,
    PROVIDER_PATH: `/v25.0/${number.phoneNumberId}/messages`,
    PROVIDER_TOKEN: number.accessToken,
    ...(plan.redisUrl !== undefined && { REDIS_URL: plan.redisUrl }),
  });
  try {
    const url = `http://127.0.0.1:${String(port)}`;
    await untilReady(url);
    return await measure({
      name: `bare pipeline, ${plan.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}`,
      ...plan,
      url,
      path: '/messages',
      headers: {},
      body: (place) => ({
        recipient: `+5511${String(900_000_000 + place)}`,
        message: { type: 'text', content: `message ${String(place)}` },
      }),
      pids: [server.pid ?? 0, await postmasterPid(postgres.connectionString)],
      databaseUrl: postgres.connectionString,
      unsentSql: `select count(*)::int as count from bare_messages where status <> 'sent'`,
    });
  } finally {
    await stop(server);
    await stop(simulator);
    await postgres.stop();
  }
}
