/**
 * `npm run generate:database`: writes apps/server/src/platform/database/schema.ts from the tables that the migrations
 * make in an empty PostgreSQL. Branded ids and other overrides are in apps/server/kysely-codegen.json.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../apps/server/src/platform/database/embedded-postgres.ts';
import { migrate } from '../apps/server/src/platform/database/migrate.ts';

const root = path.resolve(import.meta.dirname, '..');
const generator = path.join(root, 'node_modules/kysely-codegen/dist/cli/bin.js');

const dataDir = await mkdtemp(path.join(tmpdir(), 'recado-schema-'));
const postgres = await startEmbeddedPostgres({ dataDir, isDurable: false, onLog: () => undefined });
try {
  await migrate(postgres.connectionString);
  const { status } = spawnSync(
    process.execPath,
    [generator, '--config-file', 'kysely-codegen.json', '--url', postgres.connectionString],
    { cwd: path.join(root, 'apps/server'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  process.exitCode = status ?? 1;
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
