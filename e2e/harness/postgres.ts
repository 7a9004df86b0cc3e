import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../../apps/server/src/platform/database/embedded-postgres.ts';

export interface ScratchPostgres {
  connectionString: string;
  stop(): Promise<void>;
}

/** A PostgreSQL in a scratch folder, for servers that share one database. */
export async function startScratchPostgres(options: { isDurable?: boolean } = {}): Promise<ScratchPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'recado-e2e-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    isDurable: options.isDurable ?? false,
    onLog: () => undefined,
  });
  return {
    connectionString: postgres.connectionString,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
