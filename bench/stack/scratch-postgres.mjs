/** A PostgreSQL for one measurement, with the settings of a durable one: Recado's embedded server in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../apps/server/src/platform/database/embedded-postgres.ts';

/** Runs `work` with the address of an empty database of its own. */
export async function withPostgres(work) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'recado-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir, onLog: () => undefined });
  try {
    return await work(postgres.connectionString);
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
