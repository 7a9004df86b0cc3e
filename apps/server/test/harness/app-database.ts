import { Database } from '../../src/platform/database/database.ts';
import { createPool } from '../../src/platform/database/pool.ts';
import { APP_ROLE } from '../../src/platform/database/roles.ts';
import type { TestDatabase } from './test-database.ts';

/** A test database as the server's own code sees it: bound by row-level security, with so many connections. */
export const openAppDatabase = (
  { connectionString }: Pick<TestDatabase, 'connectionString'>,
  size = 1,
): Database =>
  new Database(
    createPool({
      connectionString,
      role: APP_ROLE,
      size,
      applicationName: 'test',
      onError: () => undefined,
    }),
  );
