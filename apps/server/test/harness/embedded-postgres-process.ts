/** A process that owns the embedded PostgreSQL of a data folder: prints the port when ready, and stops it on SIGTERM. */
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.ts';

const [, , dataDir = ''] = process.argv;
const postgres = await startEmbeddedPostgres({ dataDir, isDurable: false, onLog: () => undefined });
process.once('SIGTERM', () => {
  void postgres.stop().then(() => process.exit(0));
});
process.stdout.write(`${String(postgres.port)}\n`);
setInterval(() => undefined, 60_000);
