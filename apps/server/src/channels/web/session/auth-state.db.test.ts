import { randomBytes } from 'node:crypto';
import type { SignalDataSet } from 'baileys';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../../../test/harness/seed.ts';
import { heldSession, takenOver } from '../../../../test/sessions/held-sessions.ts';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/test-database.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { createPool } from '../../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../../platform/database/roles.ts';
import { SecretBox } from '../../../platform/security/secret-box.ts';
import { loadBaileys, type Baileys } from '../baileys.ts';
import { LeaseLost, type SessionHold } from '../sessions/held-session.ts';
import { AuthState } from './auth-state.ts';
import { AuthStateRepository } from './auth-state.repository.ts';
import { KeyWriter } from './key-writer.ts';

let testDatabase: TestDatabase;
let database: WorkerDatabase;
let baileys: Baileys;
let tenant: SeededRows;
let repository: AuthStateRepository;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  const onError = () => undefined;
  database = new WorkerDatabase(
    createPool({ connectionString, role: WORKER_ROLE, size: 4, applicationName: 'test', onError }),
  );
  baileys = await loadBaileys();
  tenant = await seedTenantRows(connectionString);
  repository = new AuthStateRepository(database, new SecretBox([randomBytes(32)]));
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

let broken: unknown[];
let hold: SessionHold;
beforeEach(async () => {
  broken = [];
  hold = await heldSession(testDatabase, database, tenant.tenantId);
});

const open = () =>
  AuthState.open({ baileys, database, repository, writer: new KeyWriter(repository) }, hold, (error) => {
    broken.push(error);
  });
const rows = () =>
  ownerQuery(testDatabase, 'select kind, key_id, value from channel_credentials where instance_id = $1', [
    hold.instanceId,
  ]);
const link = async (auth: AuthState) => {
  auth.state.creds.account = { details: randomBytes(4) };
  auth.state.creds.me = { id: '5511999990001:1@s.whatsapp.net' };
  await auth.saveCreds();
};

/** A key of each of the ten types. */
const everyType = (): SignalDataSet => ({
  'pre-key': { '7': { public: randomBytes(32), private: randomBytes(32) } },
  session: { '5511.0': randomBytes(40) },
  'sender-key': { 'g@g.us::1::0': randomBytes(40) },
  'sender-key-memory': { 'g@g.us': { '55@s.whatsapp.net': true } },
  'app-state-sync-key': {
    AAAA: {
      keyData: randomBytes(32),
      fingerprint: { rawId: 5, currentIndex: 1, deviceIndexes: [0, 1] },
      timestamp: 1_700_000_000,
    },
  },
  'app-state-sync-version': {
    regular: {
      version: 3,
      hash: randomBytes(128),
      indexValueMap: { 'bWFj=': { valueMac: randomBytes(32) } },
    },
  },
  'lid-mapping': { '5511': '1000', '1000_reverse': '5511' },
  'device-list': { '5511': ['0', '3'] },
  tctoken: { '55@s.whatsapp.net': { token: randomBytes(20), timestamp: '1700000000' } },
  'identity-key': { '5511.0': randomBytes(33) },
});

it('keeps keys of all ten types as they were', async () => {
  const written = everyType();
  const auth = await open();
  await link(auth);
  await auth.state.keys.set(written);
  const { keys } = (await open()).state;
  for (const type of [
    'pre-key',
    'session',
    'sender-key',
    'sender-key-memory',
    'app-state-sync-version',
    'lid-mapping',
    'device-list',
    'tctoken',
    'identity-key',
  ] as const)
    expect(await keys.get(type, Object.keys(written[type] ?? {}))).toEqual(written[type]);
  const { AAAA: syncKey } = await keys.get('app-state-sync-key', ['AAAA']);
  const { AppStateSyncKeyData } = baileys.proto.Message;
  expect(syncKey).toBeInstanceOf(AppStateSyncKeyData);
  const original = AppStateSyncKeyData.fromObject(written['app-state-sync-key']?.['AAAA'] ?? {});
  expect(AppStateSyncKeyData.encode(syncKey ?? {}).finish()).toEqual(
    AppStateSyncKeyData.encode(original).finish(),
  );
});

it('gives only keys that are there, and removes those set to null', async () => {
  const auth = await open();
  await link(auth);
  const { keys } = auth.state;
  await keys.set({ 'lid-mapping': { a: '1', b: '2' } });
  await keys.set({ 'lid-mapping': { b: null, c: '3' } });
  const expected = { a: '1', c: '3' };
  expect(await keys.get('lid-mapping', ['a', 'b', 'c', 'd'])).toEqual(expected);
  expect(await (await open()).state.keys.get('lid-mapping', ['a', 'b', 'c', 'd'])).toEqual(expected);
});

it('resumes a linked session with its creds, and starts an unlinked one afresh', async () => {
  const first = await open();
  const { advSecretKey } = first.state.creds;
  first.state.creds.me = { id: '5511999990001@s.whatsapp.net' };
  await first.saveCreds();
  const second = await open();
  expect(second.state.creds.advSecretKey).not.toBe(advSecretKey);
  expect(second.state.creds.me).toBeUndefined();

  await second.state.keys.set({ 'lid-mapping': { a: '1' } });
  await link(second);
  const third = await open();
  expect(third.isLinked).toBe(true);
  expect(third.state.creds).toEqual(second.state.creds);
  expect(await third.state.keys.get('lid-mapping', ['a'])).toEqual({ a: '1' });
});

it('an unlinked start wipes keys that a former link left, and no other secret', async () => {
  await (await open()).state.keys.set({ 'lid-mapping': { a: '1' } });
  await ownerQuery(
    testDatabase,
    `insert into channel_credentials (tenant_id, instance_id, kind, value) values ($1, $2, 'proxyUrl', 'x')`,
    [tenant.tenantId, hold.instanceId],
  );
  await open();
  expect(await rows()).toMatchObject([{ kind: 'proxyUrl', key_id: '' }]);
});

it('nothing readable is in the database', async () => {
  const auth = await open();
  await link(auth);
  await auth.state.keys.set({ 'lid-mapping': { a: 'a readable value' } });
  const text = (await rows()).map(({ value }) => String(value)).join();
  expect(text).not.toContain('a readable value');
  expect(text).not.toContain(auth.state.creds.advSecretKey);
});

it('the newest creds win, however many saves run at once', async () => {
  const auth = await open();
  await link(auth);
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => {
      auth.state.creds.nextPreKeyId = index + 1;
      return auth.saveCreds();
    }),
  );
  expect((await open()).state.creds.nextPreKeyId).toBe(20);
});

it('who lost the lease writes nothing, and is told once', async () => {
  const auth = await open();
  await link(auth);
  const before = await rows();
  await takenOver(testDatabase, hold);
  await expect(auth.state.keys.set({ 'lid-mapping': { a: '1' } })).rejects.toThrow(LeaseLost);
  await expect(auth.state.keys.set({ 'lid-mapping': { b: '1' } })).rejects.toThrow(
    'A write of this session failed',
  );
  expect(broken).toEqual([expect.any(LeaseLost)]);
  expect(await rows()).toEqual(before);
});

it('a lease that has ended holds nothing, and keeps nobody from taking it', async () => {
  const auth = await open();
  await link(auth);
  await ownerQuery(testDatabase, `update leases set expires_at = now() where id = $1`, [hold.instanceId]);
  await expect(auth.saveCreds()).rejects.toThrow(LeaseLost);
});

it('sessions that write at once share statements, and one that lost its lease fails alone', async () => {
  const writer = new KeyWriter(repository);
  const key = (json: string) => [{ kind: 'lid-mapping', keyId: 'a', json }];
  const holds = [hold];
  for (const place of [1, 2, 3]) holds[place] = await heldSession(testDatabase, database, tenant.tenantId);
  const [, lost] = holds;
  if (lost === undefined) throw new Error('No session');
  await takenOver(testDatabase, lost);
  const results = await Promise.allSettled(holds.map((one) => writer.write(one, key(one.instanceId))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  for (const { instanceId } of holds) {
    const found = await repository.read(tenant.tenantId, instanceId, 'lid-mapping', ['a']);
    expect(found.get('a')).toBe(instanceId === lost.instanceId ? undefined : instanceId);
  }
});

it('what is set shows at once, and what is removed is gone at once, before either is committed', async () => {
  const auth = await open();
  const { keys } = auth.state;
  await keys.set({ 'lid-mapping': { gone: '1' } });
  const setting = keys.set({ 'lid-mapping': { a: '1', gone: null } });
  expect(await rows()).toHaveLength(1);
  const seen = await keys.get('lid-mapping', ['a', 'gone']);
  expect(seen).toEqual({ a: '1' });
  await setting;
  expect(await keys.get('lid-mapping', ['a', 'gone'])).toEqual({ a: '1' });
});

it('after a failed write what was built upon it is not stored either', async () => {
  const auth = await open();
  await link(auth);
  await takenOver(testDatabase, hold);
  const { keys } = auth.state;
  const first = keys.set({ 'lid-mapping': { a: '1' } });
  const second = keys.set({ 'lid-mapping': { b: '2' } });
  expect(await Promise.allSettled([first, second])).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  expect((await rows()).filter(({ kind }) => kind === 'lid-mapping')).toEqual([]);
});

it('an ended state writes no more, and breaks nothing', async () => {
  const auth = await open();
  auth.end();
  await expect(auth.state.keys.set({ 'lid-mapping': { a: '1' } })).rejects.toThrow('used elsewhere');
  expect(broken).toEqual([]);
  expect(await rows()).toEqual([]);
});
