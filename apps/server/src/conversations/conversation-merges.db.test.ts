import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { movedTables } from './conversation-merges.repository.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const referringTo = async (table: string): Promise<unknown[]> => {
  const rows = await ownerQuery(
    database,
    `select c.conrelid::regclass::text as name from pg_constraint c
     where c.contype = 'f' and c.confrelid = $1::regclass order by 1`,
    [table],
  );
  return rows.map(({ name }) => name);
};

it('a merge moves what every table has of a conversation', async () => {
  expect(await referringTo('conversations')).toEqual([...movedTables].toSorted());
});

it('a merge moves what every table has of a contact', async () => {
  expect(await referringTo('contacts')).toEqual(['contact_identities', 'conversations']);
});
