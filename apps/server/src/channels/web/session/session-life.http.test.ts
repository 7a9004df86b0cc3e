import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import {
  createSessionScene,
  freshNumber,
  PATIENCE,
  type SessionScene,
} from '../../../../test/web/session-scene.ts';

let scene: SessionScene;
beforeAll(async () => {
  scene = await createSessionScene();
});
afterAll(() => scene.close());
beforeEach(() => {
  scene.calmDown();
});

test('a linked session resumes after a restart without a scan, and without news', async () => {
  const { id, account } = await scene.linked();
  await scene.restart();
  await vi.waitFor(() => {
    expect([...account.companions.values()].map(({ isConnected }) => isConnected)).toEqual([true]);
  }, PATIENCE);
  await scene.comesTo(id, { status: 'connected' });
  expect(await scene.eventsOf(id)).toEqual(['instance.qr_updated', 'instance.connected']);
});

test('it stays linked when it is disconnected, and connects again without a scan', async () => {
  const { id, account } = await scene.linked();
  const stopped = await scene.call('POST', `/instances/${id}/disconnect`);
  expect(stopped.json()).toMatchObject({ status: 'disconnected', reason: { code: 'stopped' } });
  const [companion] = account.companions.values();
  await vi.waitFor(() => {
    expect(companion?.isConnected).toBe(false);
  }, PATIENCE);
  await scene.call('POST', `/instances/${id}/connect`);
  await scene.comesTo(id, { status: 'connected' });
  expect(companion?.isConnected).toBe(true);
});

test.each([
  ['515', { kind: 'streamError', code: 515 }],
  ['503', { kind: 'streamError', code: 503 }],
  ['500', { kind: 'streamError', code: 500 }],
  ['a socket that closes', { kind: 'drop' }],
] as const)('it comes back by itself after %s, and nobody is said to have done that', async (_, fault) => {
  const { id, account } = await scene.linked();
  const [companion] = account.companions.values();
  const session = companion?.session;
  scene.simulator.faults.add({ match: { account: account.phone }, fault });
  await vi.waitFor(() => {
    expect(companion?.session).toBeDefined();
    expect(companion?.session).not.toBe(session);
  }, PATIENCE);
  await scene.comesTo(id, { status: 'connected', reason: null });
  expect(await scene.auditOf(id)).toEqual(['instance.created', 'instance.connecting', 'instance.connected']);
});

test('it comes back when the connection breaks before all that waited has come', async () => {
  const number = await scene.linked();
  scene.breakConnection(number, { fault: { kind: 'dropBeforeOffline' } });
  const [companion] = number.account.companions.values();
  await vi.waitFor(() => {
    expect(scene.simulator.faults.list()).toEqual([]);
    expect(companion?.isConnected).toBe(true);
  }, PATIENCE);
  await scene.comesTo(number.id, { status: 'connected' });
});

test.each([
  [403, 'forbidden'],
  [411, 'multidevice_missing'],
  [405, 'outdated_version'],
  [500, 'bad_session'],
])(
  'one that WhatsApp refuses with %i each time fails with the reason, and keeps its keys',
  async (code, reason) => {
    const number = await scene.linked();
    scene.breakConnection(number, { times: 'always', fault: { kind: 'loginFailure', code } });
    expect(await scene.comesTo(number.id, { status: 'failed' })).toMatchObject({
      reason: { code: reason },
      failure: { code: reason },
    });
    expect(await scene.keysOf(number.id)).toContain('session-creds');
    expect(await scene.eventsOf(number.id)).toContain('instance.failed');
    // Connecting again is up to somebody, and needs no scan.
    scene.calmDown();
    await scene.call('POST', `/instances/${number.id}/connect`);
    await scene.comesTo(number.id, { status: 'connected' });
  },
);

test('while it is down it says when it tries again, and takes messages', async () => {
  const number = await scene.linked();
  scene.timing.random = () => 1;
  scene.breakConnection(number, { times: 2, fault: { kind: 'loginFailure', code: 503 } });
  const { reason } = await scene.comesTo(number.id, {
    status: 'connecting',
    reason: { code: 'reconnecting' },
  });
  expect(Date.parse(reason?.retryAt ?? '')).toBeGreaterThan(Date.now() - 1_000);
  const message = { type: 'text', content: 'oi' };
  const sent = { instanceId: number.id, recipient: '+5511999990000', message };
  expect((await scene.call('POST', '/messages/send', sent)).statusCode).toBe(202);
  await scene.comesTo(number.id, { status: 'connected' });
  expect(await scene.eventsOf(number.id)).toContain('instance.reconnecting');
});

test('a number that no phone has linked yet takes no messages', async () => {
  const { id } = await scene.makeInstance();
  await scene.call('POST', `/instances/${id}/connect`);
  await scene.qrCodeOf(id);
  const message = { type: 'text', content: 'oi' };
  const sent = { instanceId: id, recipient: '+5511999990000', message };
  expect((await scene.call('POST', '/messages/send', sent)).statusCode).toBe(409);
});

test('one that is replaced waits long, tries once, and then leaves the link to the other', async () => {
  scene.timing.replacedWaitMs = 300;
  const { id, account } = await scene.linked();
  const match = { account: account.phone };
  scene.simulator.faults.add({ match, fault: { kind: 'streamError', code: 440 } });
  await scene.comesTo(id, { status: 'connecting', reason: { code: 'replaced' } });
  await scene.comesTo(id, { status: 'connected' });
  scene.simulator.faults.add({ match, fault: { kind: 'streamError', code: 440 } });
  await scene.comesTo(id, { status: 'failed', reason: { code: 'replaced' } });
});

test('a write of its keys that fails ends the socket, and the next starts from the database', async () => {
  const { id, account } = await scene.linked();
  const [companion] = account.companions.values();
  const session = companion?.session;
  const { database } = scene.testApp;
  await ownerQuery(
    database,
    `create function refuse_keys() returns trigger language plpgsql as
     $$ begin if new.instance_id = '${id}' then raise exception 'no keys today'; end if; return new; end $$`,
  );
  await ownerQuery(
    database,
    'create trigger refuse_keys before insert or update on channel_credentials for each row execute function refuse_keys()',
  );
  const customer = scene.simulator.addAccount({ phoneNumber: freshNumber() });
  await customer.send(`+${account.phone}`, { type: 'text', text: 'oi' });
  await vi.waitFor(() => {
    expect(companion?.session).not.toBe(session);
  }, PATIENCE);
  await ownerQuery(database, 'drop function refuse_keys cascade');
  await scene.comesTo(id, { status: 'connected' });
  await vi.waitFor(async () => {
    const inbound = await scene.rows(
      `select content->>'content' as text from messages where instance_id = $1 and direction = 'inbound'`,
      id,
    );
    expect(inbound).toEqual([{ text: 'oi' }]);
  }, PATIENCE);
});

test('events come through although WhatsApp never says that the backlog has ended', async () => {
  scene.timing.backlogMs = 200;
  const number = await scene.linked();
  const [companion] = number.account.companions.values();
  const session = companion?.session;
  scene.breakConnection(number, { fault: { kind: 'delayOffline' } });
  await vi.waitFor(() => {
    expect(companion?.session).toBeDefined();
    expect(companion?.session).not.toBe(session);
  }, PATIENCE);
  const customer = scene.simulator.addAccount({ phoneNumber: freshNumber() });
  await customer.send(`+${number.account.phone}`, { type: 'text', text: 'oi' });
  await vi.waitFor(
    async () => {
      const sql = `select 1 from messages where instance_id = $1 and direction = 'inbound'`;
      expect(await scene.rows(sql, number.id)).toHaveLength(1);
    },
    { timeout: 10_000 },
  );
});

test('connecting again while it waits for a phone, or is open, is answered by what there is', async () => {
  const { id, account } = await scene.makeInstance();
  await Promise.all(['', '', ''].map(() => scene.call('POST', `/instances/${id}/connect`)));
  await scene.qrCodeOf(id);
  await scene.call('POST', `/instances/${id}/connect`);
  await scene.comesTo(id, { status: 'connecting', reason: { code: 'waiting_for_scan' } });
  await account.scan((await scene.qrCodeOf(id)).code);
  await scene.comesTo(id, { status: 'connected' });
  const [companion] = account.companions.values();
  const session = companion?.session;
  expect((await scene.call('POST', `/instances/${id}/connect`)).json()).toMatchObject({
    status: 'connected',
  });
  await scene.comesTo(id, { status: 'connected' });
  expect(companion?.session).toBe(session);
});
