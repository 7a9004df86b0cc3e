import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAppDatabase } from '../../../test/harness/app-database.ts';
import { seedTenantRows, type SeededRows } from '../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { afterCommit, type Database } from './database.ts';

let testDatabase: TestDatabase;
let database: Database;
let tenant: SeededRows;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openAppDatabase(testDatabase, 2);
  tenant = await seedTenantRows(connectionString);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const tenants = () =>
  database.inTenant(tenant.tenantId, (tx) => tx.selectFrom('tenants').select('id').execute());

it('what a transaction left running reads in a transaction of its own, whether the first was kept or not', async () => {
  for (const ending of [() => Promise.resolve(), () => Promise.reject(new Error('Undone'))]) {
    const isOver = Promise.withResolvers<undefined>();
    let left: Promise<unknown[]> | undefined;
    await database
      .inTenant(tenant.tenantId, () => {
        left = isOver.promise.then(tenants);
        return ending();
      })
      .catch(() => undefined);
    isOver.resolve(undefined);
    expect(await left).toEqual([{ id: tenant.tenantId }]);
  }
});

it('what is to follow a commit follows it, and comes at once from what is left running after it', async () => {
  const told: string[] = [];
  const isOver = Promise.withResolvers<undefined>();
  let left: Promise<void> | undefined;
  await database.inTenant(tenant.tenantId, async (tx) => {
    afterCommit(() => told.push('committed'));
    left = isOver.promise.then(() => {
      afterCommit(() => told.push('late'));
    });
    await tx.selectFrom('tenants').select('id').execute();
    told.push('at work');
  });
  expect(told).toEqual(['at work', 'committed']);
  isOver.resolve(undefined);
  await left;
  expect(told).toEqual(['at work', 'committed', 'late']);
});
