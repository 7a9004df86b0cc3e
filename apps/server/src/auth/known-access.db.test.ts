import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openAppDatabase } from '../../test/harness/app-database.ts';
import { ownerQuery, seedApiKey, seedTenantRows, type SeededRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { SystemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { AccessQueries } from './access.queries.ts';
import { KnownAccess } from './known-access.ts';
import { secretHash } from './secret-token.ts';

class SetClock extends SystemClock {
  elapsedMs = 1000;

  override monotonicMs(): number {
    return this.elapsedMs;
  }
}

let testDatabase: TestDatabase;
let database: Database;
let clock: SetClock;
let known: KnownAccess;
let tenant: SeededRows;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openAppDatabase(testDatabase, 2);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  clock = new SetClock();
  known = new KnownAccess(database, new AccessQueries(), clock);
  tenant = await seedTenantRows(testDatabase.connectionString);
});

const viewer = () => {
  const { id, sessionId } = tenant.users.viewer;
  return known.session({ tenantId: tenant.tenantId, userId: id, sessionId });
};
const change = (sql: string, id: string) => ownerQuery(testDatabase, sql, [id]);

it.each<[string, () => Promise<unknown>]>([
  [
    'deactivates the user',
    () => change('update users set is_active = false where id = $1', tenant.users.viewer.id),
  ],
  ['removes the user', () => change('delete from users where id = $1', tenant.users.viewer.id)],
  [
    'deactivates the tenant',
    () => change('update tenants set is_active = false where id = $1', tenant.tenantId),
  ],
  [
    'ends the session',
    () =>
      change(
        'update refresh_tokens set revoked_at = now() where family_id = $1',
        tenant.users.viewer.sessionId,
      ),
  ],
])('when another process %s, the session is refused within 10 s', async (_, act) => {
  expect(await viewer()).toMatchObject({ isPlatformAdmin: false });
  await act();
  clock.elapsedMs += 10_000;
  expect(await viewer()).toBeUndefined();
});

it('what a user may do changes within 10 s', async () => {
  expect((await viewer())?.permissions.has('messages:send')).toBe(false);
  await change(`update users set role = 'developer' where id = $1`, tenant.users.viewer.id);
  clock.elapsedMs += 10_000;
  expect((await viewer())?.permissions.has('messages:send')).toBe(true);
});

it("a session is refused under another user's or tenant's name", async () => {
  const other = await seedTenantRows(testDatabase.connectionString);
  const { viewer: user, admin } = tenant.users;
  const { sessionId } = user;
  expect(await known.session({ tenantId: tenant.tenantId, userId: admin.id, sessionId })).toBeUndefined();
  expect(await known.session({ tenantId: other.tenantId, userId: user.id, sessionId })).toBeUndefined();
});

it('when another process removes an API key, it is refused within 10 s', async () => {
  const { id, key } = await seedApiKey({ database: testDatabase }, tenant.tenantId);
  expect(await known.apiKey(secretHash(key))).toMatchObject({ apiKeyId: id });
  await change('delete from api_keys where id = $1', id);
  expect(await known.apiKey(secretHash(key))).toMatchObject({ apiKeyId: id });
  clock.elapsedMs += 10_000;
  expect(await known.apiKey(secretHash(key))).toBeUndefined();
});

it('a busy caller costs no query: the answer is remembered for seconds', async () => {
  const first = await viewer();
  await change('delete from users where id = $1', tenant.users.viewer.id);
  expect(await viewer()).toBe(first);
});
