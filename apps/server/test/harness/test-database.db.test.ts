import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './test-database.ts';

test('every test database is migrated, and its own', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const [first, second] = databases.map(({ connectionString }) => new pg.Client({ connectionString }));
  await first?.connect();
  await second?.connect();
  await first?.query('create table only_here (id int)');
  const seen = await second?.query(
    `select to_regclass('only_here') as mine, to_regclass('schema_migrations') is not null as "isMigrated"`,
  );
  expect(seen?.rows).toEqual([{ mine: null, isMigrated: true }]);
  await Promise.all([first?.end(), second?.end()]);
  await Promise.all(databases.map((database) => database.drop()));
});
