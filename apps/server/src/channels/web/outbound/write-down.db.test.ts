import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedTenantRows, type SeededRows } from '../../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/test-database.ts';
import { heldSession, takenOver } from '../../../../test/sessions/held-sessions.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { createPool } from '../../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../../platform/database/roles.ts';
import { LeaseLost } from '../sessions/held-session.ts';
import { SentMessagesRepository } from './sent-messages.repository.ts';
import { WriteDown } from './write-down.ts';

let testDatabase: TestDatabase;
let database: WorkerDatabase;
let tenant: SeededRows;
let sentMessages: SentMessagesRepository;
let writeDown: WriteDown;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  const onError = () => undefined;
  database = new WorkerDatabase(
    createPool({ connectionString, role: WORKER_ROLE, size: 4, applicationName: 'test', onError }),
  );
  tenant = await seedTenantRows(connectionString);
  sentMessages = new SentMessagesRepository(database);
  writeDown = new WriteDown(sentMessages);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const held = () => heldSession(testDatabase, database, tenant.tenantId);
const message = (whatsappId: string, text = 'as it was') => ({
  whatsappId,
  chat: '5511988887777@s.whatsapp.net',
  content: Buffer.from(text),
});

it('messages of many sessions are written down; who lost the lease writes nothing, and the others do not notice', async () => {
  const [one, lost, other] = [await held(), await held(), await held()];
  await takenOver(testDatabase, lost);
  await expect(writeDown.execute(lost, message('M9'))).rejects.toThrow(LeaseLost);
  const sent = [one, one, lost, other].map((hold, place) =>
    writeDown.execute(hold, message(`M${String(place)}`)),
  );
  const results = await Promise.allSettled(sent);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  const found = (hold: typeof one, id: string) => sentMessages.find(hold.tenantId, hold.instanceId, id);
  expect(await found(one, 'M1')).toEqual(Buffer.from('as it was'));
  expect(await found(other, 'M3')).toEqual(Buffer.from('as it was'));
  expect(await found(lost, 'M2')).toBeUndefined();
});

it('of several tries of one message the last counts, also when one statement has them all', async () => {
  const { tenantId, instanceId, fence } = await held();
  const tries = ['first', 'second'].map((text) => ({
    tenantId,
    instanceId,
    fence,
    ...message('AGAIN', text),
  }));
  await sentMessages.save(tries);
  expect(await sentMessages.find(tenantId, instanceId, 'AGAIN')).toEqual(Buffer.from('second'));
});
