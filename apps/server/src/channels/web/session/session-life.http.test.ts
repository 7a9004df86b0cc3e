import { randomBytes } from 'node:crypto';
import {
  Instance,
  InstanceConnection,
  InstanceQrCode,
  PairingCode,
  type InstanceId,
} from '@recado/contracts';
import {
  startWhatsappWebSimulator,
  type Account,
  type WhatsappWebSimulator,
} from '@recado/whatsapp-web-simulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownerQuery, seedTenant, type SeededTenant } from '../../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../../test/harness/test-app.ts';
import { SESSION_TIMING, usualTiming, type SessionTiming } from './session-timing.ts';

const PATIENCE = { timeout: 20_000, interval: 50 };

let simulator: WhatsappWebSimulator;
let testApp: TestApp;
let tenant: SeededTenant;
const secretKey = randomBytes(32);
const settings = () => ({
  RECADO_WHATSAPP_WEB_ENDPOINT: JSON.stringify(simulator.endpoint),
  RECADO_WEB_CONNECTS_PER_SECOND: '100',
});

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator();
  testApp = await createTestApp({ secretKey, settings: settings() });
  tenant = await seedTenant(testApp);
});
afterAll(async () => {
  await testApp.close();
  await simulator.close();
});

const timing = () => testApp.app.get<SessionTiming>(SESSION_TIMING, { strict: false });
beforeEach(() => {
  Object.assign(timing(), usualTiming(), { random: () => 0 });
});
afterEach(() => {
  for (const { id } of simulator.faults.list()) simulator.faults.remove(id);
});

let numbers = 0;
const freshNumber = () => `+55119${String(60_000_000 + (numbers += 1))}`;

const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
  testApp.app.inject({
    method,
    url,
    headers: tenant.authorization('developer'),
    ...(payload && { payload }),
  });
const rows = (sql: string, id: InstanceId) => ownerQuery(testApp.database, sql, [id]);
const statusOf = async (id: InstanceId) =>
  InstanceConnection.parse((await call('GET', `/instances/${id}/status`)).json());
const comesTo = (id: InstanceId, expected: object) =>
  vi.waitFor(async () => {
    const status = await statusOf(id);
    expect(status).toMatchObject(expected);
    return status;
  }, PATIENCE);
const keysOf = (id: InstanceId) =>
  rows(`select kind from channel_credentials where instance_id = $1 and key_id <> ''`, id);
const eventsOf = async (id: InstanceId) =>
  (await rows('select type from events where instance_id = $1 order by seq', id)).map(({ type }) => type);
const auditOf = async (id: InstanceId) =>
  (await rows('select action from audit_logs where resource_id = $1 order by created_at', id)).map(
    ({ action }) => action,
  );

async function makeInstance(fields: object = {}): Promise<{ id: InstanceId; account: Account }> {
  const phoneNumber = freshNumber();
  const account = simulator.addAccount({ phoneNumber });
  const answer = await call('POST', '/instances', { name: 'Loja', phoneNumber, channel: 'web', ...fields });
  expect(answer.statusCode).toBe(201);
  return { id: Instance.parse(answer.json()).id, account };
}

const qrCodeOf = (id: InstanceId) =>
  vi.waitFor(async () => {
    const answer = await call('GET', `/instances/${id}/qr`);
    expect(answer.statusCode).toBe(200);
    return InstanceQrCode.parse(answer.json());
  }, PATIENCE);

async function link({ id, account }: { id: InstanceId; account: Account }): Promise<void> {
  expect((await call('POST', `/instances/${id}/connect`)).json()).toMatchObject({ status: 'connecting' });
  await account.scan((await qrCodeOf(id)).code ?? '');
  await comesTo(id, { status: 'connected' });
}

async function linked(fields: object = {}) {
  const made = await makeInstance(fields);
  await link(made);
  return made;
}

describe('linking a phone', () => {
  test('by QR code, which is shown as text and picture, and told to nobody else', async () => {
    const { id, account } = await makeInstance();
    const started = await call('POST', `/instances/${id}/connect`);
    expect(started.json()).toMatchObject({ status: 'connecting', reason: { code: 'opening' } });
    const { qrCode, code, expiresAt } = await qrCodeOf(id);
    expect(qrCode).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(Date.parse(expiresAt ?? '')).toBeGreaterThan(Date.now());
    await comesTo(id, { status: 'connecting', reason: { code: 'waiting_for_scan' } });
    const picture = await testApp.app.inject({
      url: `/instances/${id}/qr`,
      headers: { ...tenant.authorization('developer'), accept: 'image/png' },
    });
    expect(picture.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    expect((await call('GET', `/instances/${id}`)).json()).toMatchObject({
      qrCode: expect.stringMatching(/^data:image/) as unknown,
      owner: { name: expect.any(String) as unknown },
    });
    const viewed = await testApp.app.inject({
      url: `/instances/${id}`,
      headers: tenant.authorization('viewer'),
    });
    expect(viewed.json()).toMatchObject({ qrCode: null });

    await account.scan(code ?? '');
    expect(await comesTo(id, { status: 'connected' })).toMatchObject({
      reason: null,
      report: { phoneNumber: `+${account.phone}` },
      owner: { name: expect.any(String) as unknown },
    });
    expect((await eventsOf(id)).toSorted()).toEqual(['instance.connected', 'instance.qr_updated']);
    expect(await auditOf(id)).toEqual(['instance.created', 'instance.connecting', 'instance.connected']);
    const written = await rows(
      `select data::text as text from events where instance_id = $1
       union all select coalesce(changes::text, '') from audit_logs where resource_id = $1`,
      id,
    );
    const secret = (code ?? '').split('#')[1] ?? 'none';
    expect(written.map(({ text }) => String(text)).join()).not.toContain(secret);
    const gone = await call('GET', `/instances/${id}/qr`);
    expect([gone.statusCode, gone.json()]).toMatchObject([
      409,
      { code: 'qr_not_available', detail: 'A phone is linked' },
    ]);
    await vi.waitFor(async () => {
      expect((await statusOf(id)).limits).toMatchObject({ newChats: { total: 100, used: 0 } });
    }, PATIENCE);
  });

  test('by a code that is typed on the phone', async () => {
    const { id, account } = await makeInstance();
    const answer = await call('POST', `/instances/${id}/pairing-code`);
    expect(answer.statusCode).toBe(201);
    const { code } = PairingCode.parse(answer.json());
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await comesTo(id, { status: 'connecting', reason: { code: 'waiting_for_pairing_code' } });
    await account.enterPairingCode(code);
    await comesTo(id, { status: 'connected' });
    const again = await call('POST', `/instances/${id}/pairing-code`);
    expect([again.statusCode, again.json()]).toMatchObject([409, { code: 'conflict' }]);
    expect(
      JSON.stringify(await rows('select changes from audit_logs where resource_id = $1', id)),
    ).not.toContain(code);
  });

  test('a QR code that nobody scans ends in disconnected, once, until somebody connects again', async () => {
    timing().qrMs = 40;
    const { id, account } = await makeInstance();
    await call('POST', `/instances/${id}/connect`);
    await comesTo(id, { status: 'disconnected', reason: { code: 'qr_expired' } });
    const answer = await call('GET', `/instances/${id}/qr`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      409,
      { code: 'qr_not_available', detail: expect.stringMatching(/expired/) as unknown },
    ]);
    const shown = (await eventsOf(id)).filter((type) => type === 'instance.qr_updated').length;
    timing().qrMs = undefined;
    // The host has closed it by then, which must not hide why it ended.
    await vi.waitFor(async () => {
      expect((await call('GET', `/instances/${id}`)).json()).toMatchObject({ owner: null });
    }, PATIENCE);
    expect(await statusOf(id)).toMatchObject({ status: 'disconnected', reason: { code: 'qr_expired' } });
    expect((await eventsOf(id)).filter((type) => type === 'instance.qr_updated')).toHaveLength(shown);
    expect(await eventsOf(id)).toContain('instance.disconnected');
    await link({ id, account });
  });

  test('a code that was asked for and never typed leaves no half link behind', async () => {
    timing().qrMs = 100;
    const { id, account } = await makeInstance();
    await call('POST', `/instances/${id}/pairing-code`);
    await comesTo(id, { status: 'disconnected', reason: { code: 'qr_expired' } });
    expect(await keysOf(id)).toEqual([]);
    timing().qrMs = undefined;
    await link({ id, account });
  });
});

describe('a linked session', () => {
  test('resumes after a restart without a scan', async () => {
    const { id, account } = await linked();
    await testApp.app.close();
    testApp = await createTestApp({ secretKey, settings: settings(), database: testApp.database });
    await vi.waitFor(() => {
      expect([...account.companions.values()].map(({ isConnected }) => isConnected)).toEqual([true]);
    }, PATIENCE);
    await comesTo(id, { status: 'connected' });
    expect((await eventsOf(id)).filter((type) => type === 'instance.connected')).toHaveLength(1);
  });

  test('stays linked when it is disconnected, and connects again without a scan', async () => {
    const { id, account } = await linked();
    expect((await call('POST', `/instances/${id}/disconnect`)).json()).toMatchObject({
      status: 'disconnected',
      reason: { code: 'stopped' },
    });
    const [companion] = account.companions.values();
    await vi.waitFor(() => {
      expect(companion?.isConnected).toBe(false);
    }, PATIENCE);
    await call('POST', `/instances/${id}/connect`);
    await comesTo(id, { status: 'connected' });
    expect(companion?.isConnected).toBe(true);
  });

  test.each([
    ['515', { kind: 'streamError', code: 515 }],
    ['503', { kind: 'streamError', code: 503 }],
    ['500', { kind: 'streamError', code: 500 }],
    ['a socket that closes', { kind: 'drop' }],
    ['the end before the backlog', { kind: 'dropBeforeOffline' }],
  ] as const)('comes back by itself after %s', async (_, fault) => {
    const { id, account } = await linked();
    const [companion] = account.companions.values();
    const session = companion?.session;
    simulator.faults.add({ match: { account: account.phone }, fault });
    if (fault.kind === 'dropBeforeOffline')
      simulator.faults.add({ match: { account: account.phone }, fault: { kind: 'drop' } });
    await vi.waitFor(() => {
      expect(companion?.session).toBeDefined();
      expect(companion?.session).not.toBe(session);
    }, PATIENCE);
    await comesTo(id, { status: 'connected', reason: null });
    const made = await auditOf(id);
    expect(made).toEqual(['instance.created', 'instance.connecting', 'instance.connected']);
  });

  test.each([
    [403, 'forbidden'],
    [411, 'multidevice_missing'],
    [405, 'outdated_version'],
  ])('that WhatsApp refuses with %i fails with the reason, and is left alone', async (code, reason) => {
    const { id, account } = await linked();
    const match = { account: account.phone };
    simulator.faults.add({ match, times: 'always', fault: { kind: 'loginFailure', code } });
    simulator.faults.add({ match, fault: { kind: 'drop' } });
    expect(await comesTo(id, { status: 'failed' })).toMatchObject({
      reason: { code: reason },
      failure: { code: reason },
    });
    expect((await keysOf(id)).length).toBeGreaterThan(0);
    expect(await eventsOf(id)).toContain('instance.failed');
  });

  test('that keeps being called bad fails without losing its keys', async () => {
    const { id, account } = await linked();
    const match = { account: account.phone };
    simulator.faults.add({ match, times: 'always', fault: { kind: 'loginFailure', code: 500 } });
    simulator.faults.add({ match, fault: { kind: 'drop' } });
    await comesTo(id, { status: 'failed', reason: { code: 'bad_session' } });
    expect((await keysOf(id)).length).toBeGreaterThan(0);
  });

  test('shows when it tries again', async () => {
    const { id, account } = await linked();
    timing().random = () => 1;
    const match = { account: account.phone };
    simulator.faults.add({ match, fault: { kind: 'loginFailure', code: 503 } });
    simulator.faults.add({ match, fault: { kind: 'loginFailure', code: 503 } });
    simulator.faults.add({ match, fault: { kind: 'drop' } });
    const { reason } = await comesTo(id, { status: 'connecting', reason: { code: 'reconnecting' } });
    expect(Date.parse(reason?.retryAt ?? '')).toBeGreaterThan(Date.now() - 1_000);
    await comesTo(id, { status: 'connected' });
    expect(await eventsOf(id)).toEqual(expect.arrayContaining(['instance.reconnecting']) as unknown);
  });

  test('that is replaced waits long, tries once, and then leaves the link to the other', async () => {
    timing().replacedWaitMs = 300;
    const { id, account } = await linked();
    const match = { account: account.phone };
    simulator.faults.add({ match, fault: { kind: 'streamError', code: 440 } });
    await comesTo(id, { status: 'connecting', reason: { code: 'reconnecting' } });
    await comesTo(id, { status: 'connected' });
    simulator.faults.add({ match, fault: { kind: 'streamError', code: 440 } });
    await comesTo(id, { status: 'failed', reason: { code: 'replaced' } });
  });

  test('a write of its keys that fails ends the socket, and the next starts from the database', async () => {
    const { id, account } = await linked();
    const [companion] = account.companions.values();
    const session = companion?.session;
    await ownerQuery(
      testApp.database,
      `create function refuse_keys() returns trigger language plpgsql as
       $$ begin if new.instance_id = '${id}' then raise exception 'no keys today'; end if; return new; end $$`,
    );
    await ownerQuery(
      testApp.database,
      'create trigger refuse_keys before insert or update on channel_credentials for each row execute function refuse_keys()',
    );
    const customer = simulator.addAccount({ phoneNumber: freshNumber() });
    await customer.send(`+${account.phone}`, { type: 'text', text: 'oi' });
    await vi.waitFor(() => {
      expect(companion?.session).not.toBe(session);
    }, PATIENCE);
    await ownerQuery(testApp.database, 'drop function refuse_keys cascade');
    await comesTo(id, { status: 'connected' });
    await vi.waitFor(async () => {
      const [message] = await rows(
        `select content->>'content' as text from messages where instance_id = $1 and direction = 'inbound'`,
        id,
      );
      expect(message).toEqual({ text: 'oi' });
    }, PATIENCE);
  });
});

describe('the end of a link', () => {
  test('on request: WhatsApp is told, and the keys are wiped', async () => {
    const { id, account } = await linked();
    const answer = await call('POST', `/instances/${id}/disconnect`, { logout: true });
    expect(answer.json()).toMatchObject({ status: 'disconnected', reason: { code: 'logged_out' } });
    expect(account.companions.size).toBe(0);
    expect(await keysOf(id)).toEqual([]);
    await link({ id, account });
  });

  test('on request while nothing is connected: it connects to tell WhatsApp', async () => {
    const { id, account } = await linked();
    await call('POST', `/instances/${id}/disconnect`);
    await vi.waitFor(() => {
      expect([...account.companions.values()][0]?.isConnected).toBe(false);
    }, PATIENCE);
    await call('POST', `/instances/${id}/disconnect`, { logout: true });
    expect(account.companions.size).toBe(0);
    expect(await keysOf(id)).toEqual([]);
  });

  test('by the phone: it fails with the reason, and the keys are wiped', async () => {
    const { id, account } = await linked();
    account.logOut([...account.companions.keys()][0] ?? 0);
    await comesTo(id, { status: 'failed', reason: { code: 'logged_out' } });
    expect(await keysOf(id)).toEqual([]);
    const sent = await call('POST', '/messages/send', {
      instanceId: id,
      recipient: '+5511999990000',
      message: { type: 'text', content: 'oi' },
    });
    expect(sent.statusCode).toBe(409);
    await link({ id, account });
  });

  test('by the removal of the instance', async () => {
    const { id, account } = await linked();
    expect((await call('DELETE', `/instances/${id}`)).statusCode).toBe(204);
    expect(account.companions.size).toBe(0);
  });
});

test('messages are accepted while a linked session opens again, and not before a phone is linked', async () => {
  const { id, account } = await makeInstance();
  await call('POST', `/instances/${id}/connect`);
  await qrCodeOf(id);
  const message = { instanceId: id, recipient: '+5511999990000', message: { type: 'text', content: 'oi' } };
  expect((await call('POST', '/messages/send', message)).statusCode).toBe(409);
  await link({ id, account });
  timing().random = () => 1;
  const match = { account: account.phone };
  for (let times = 0; times < 3; times += 1)
    simulator.faults.add({ match, fault: { kind: 'loginFailure', code: 503 } });
  simulator.faults.add({ match, fault: { kind: 'drop' } });
  await comesTo(id, { status: 'connecting', reason: { code: 'reconnecting' } });
  expect((await call('POST', '/messages/send', message)).statusCode).toBe(202);
});

test('two numbers at two servers with different roots are connected at once', async () => {
  const other = await startWhatsappWebSimulator();
  try {
    const first = await makeInstance();
    const second = await makeInstance();
    await ownerQuery(
      testApp.database,
      `update instances set whatsapp_config = jsonb_set(whatsapp_config, '{web,endpoint}', $2) where id = $1`,
      [second.id, JSON.stringify(other.endpoint)],
    );
    const account = other.addAccount({ phoneNumber: freshNumber() });
    await Promise.all([link(first), link({ id: second.id, account })]);
    expect(await statusOf(first.id)).toMatchObject({ status: 'connected' });
    expect(account.companions.size).toBe(1);
  } finally {
    await other.close();
  }
});
