import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/test-database.ts';
import { heldSession, takenOver } from '../../../../test/sessions/held-sessions.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { createPool } from '../../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../../platform/database/roles.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { StanzasRepository } from './stanzas.repository.ts';

let testDatabase: TestDatabase;
let database: WorkerDatabase;
let tenant: SeededRows;
let stanzas: StanzasRepository;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  const onError = () => undefined;
  database = new WorkerDatabase(
    createPool({ connectionString, role: WORKER_ROLE, size: 4, applicationName: 'test', onError }),
  );
  tenant = await seedTenantRows(connectionString);
  stanzas = new StanzasRepository(database);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const held = () => heldSession(testDatabase, database, tenant.tenantId);
const came = ({ tenantId, instanceId, fence }: SessionHold, ids: string[]) => ({
  tenantId,
  instanceId,
  fence,
  stanzas: ids.map((id) => ({
    id,
    chat: '5511988887777@s.whatsapp.net',
    participant: '',
    isFromMe: false,
    sentAt: new Date(),
  })),
});
const noted = async ({ instanceId }: SessionHold): Promise<unknown[]> => {
  const rows = await ownerQuery(
    testDatabase,
    'select stanza_id from web_stanzas where instance_id = $1 order by stanza_id',
    [instanceId],
  );
  return rows.map((row) => row['stanza_id']);
};

it('what came over many sessions is noted together, but for those whose lease was lost, and once', async () => {
  const [one, lost] = [await held(), await held()];
  await takenOver(testDatabase, lost);
  expect(await stanzas.note([came(one, ['A', 'B']), came(lost, ['C'])])).toEqual(new Set([one.instanceId]));
  expect(await stanzas.note([came(one, ['B'])])).toEqual(new Set([one.instanceId]));
  expect(await noted(one)).toEqual(['A', 'B']);
  expect(await noted(lost)).toEqual([]);
});

it('entries close for the session that stored them, and for no other', async () => {
  const [one, other] = [await held(), await held()];
  await stanzas.note([came(one, ['A', 'B']), came(other, ['A', 'B'])]);
  await database.transaction((tx) =>
    stanzas.close(tx, [
      { ...one, ids: ['A'] },
      { ...other, ids: [] },
    ]),
  );
  expect(await noted(one)).toEqual(['B']);
  expect(await noted(other)).toEqual(['A', 'B']);
});
