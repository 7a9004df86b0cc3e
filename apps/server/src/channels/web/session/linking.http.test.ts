import { PairingCode } from '@recado/contracts';
import { startWhatsappWebSimulator } from '@recado/whatsapp-web-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
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

describe('linking a phone', () => {
  test('by QR code, shown as text and as a picture to who may connect', async () => {
    const { id, account } = await scene.makeInstance();
    const started = await scene.call('POST', `/instances/${id}/connect`);
    expect(started.json()).toMatchObject({ status: 'connecting', reason: { code: 'opening' } });
    const { qrCode, code, expiresAt } = await scene.qrCodeOf(id);
    expect(qrCode).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    await scene.comesTo(id, { status: 'connecting', reason: { code: 'waiting_for_scan' } });
    const picture = await scene.testApp.app.inject({
      url: `/instances/${id}/qr`,
      headers: { ...scene.tenant.authorization('developer'), accept: 'image/png' },
    });
    expect(picture.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
    expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG');
    expect((await scene.call('GET', `/instances/${id}`)).json()).toMatchObject({ qrCode });
    expect((await scene.call('GET', `/instances/${id}`, undefined, 'viewer')).json()).toMatchObject({
      qrCode: null,
    });
    expect((await scene.call('GET', `/instances/${id}/qr`, undefined, 'viewer')).statusCode).toBe(403);

    await account.scan(code);
    const { reason, report, owner } = await scene.comesTo(id, { status: 'connected' });
    expect([reason, report?.phoneNumber]).toEqual([null, `+${account.phone}`]);
    expect(owner?.name).toBeTruthy();
    const gone = await scene.call('GET', `/instances/${id}/qr`);
    expect([gone.statusCode, gone.json()]).toMatchObject([
      409,
      { code: 'qr_not_available', detail: 'A phone is linked' },
    ]);
    await scene.comesTo(id, { limits: { newChats: { total: 100, used: 0 } } });
  });

  test('tells each change by an event and the audit, and the text of the QR code to neither', async () => {
    const { id, account } = await scene.makeInstance();
    await scene.call('POST', `/instances/${id}/connect`);
    const { code } = await scene.qrCodeOf(id);
    await account.scan(code);
    await scene.comesTo(id, { status: 'connected' });
    expect(await scene.eventsOf(id)).toEqual(['instance.qr_updated', 'instance.connected']);
    expect(await scene.auditOf(id)).toEqual([
      'instance.created',
      'instance.connecting',
      'instance.connected',
    ]);
    const written = await scene.rows(
      `select data::text as text from events where instance_id = $1
       union all select changes::text from audit_logs where resource_id = $1
       union all select encode(qr, 'escape') from web_sessions where instance_id = $1`,
      id,
    );
    const [, secret = 'none'] = code.split('#');
    expect(JSON.stringify(written)).not.toContain(secret);
  });

  test('by a code that is typed on the phone', async () => {
    const { id, account } = await scene.makeInstance();
    const answer = await scene.call('POST', `/instances/${id}/pairing-code`);
    expect(answer.statusCode).toBe(200);
    const { code } = PairingCode.parse(answer.json());
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await scene.comesTo(id, { status: 'connecting', reason: { code: 'waiting_for_pairing_code' } });
    await account.enterPairingCode(code);
    await scene.comesTo(id, { status: 'connected' });
    const again = await scene.call('POST', `/instances/${id}/pairing-code`);
    expect([again.statusCode, again.json()]).toMatchObject([409, { code: 'conflict' }]);
    const audit = await scene.rows('select changes from audit_logs where resource_id = $1', id);
    expect(JSON.stringify(audit)).not.toContain(code);
  });

  test('a QR code that nobody scans ends in disconnected, once, until somebody connects again', async () => {
    scene.timing.qrMs = 40;
    const { id, account } = await scene.makeInstance();
    await scene.call('POST', `/instances/${id}/connect`);
    await scene.comesTo(id, { status: 'disconnected', reason: { code: 'qr_expired' } });
    const answer = await scene.call('GET', `/instances/${id}/qr`);
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'qr_not_available' }]);
    expect(answer.json<{ detail: string }>().detail).toMatch(/expired/);
    const shown = await scene.eventsOf(id);
    // The host has closed it by then, which must not hide why it ended.
    await scene.comesTo(id, { owner: null });
    await scene.comesTo(id, { status: 'disconnected', reason: { code: 'qr_expired' } });
    expect(await scene.eventsOf(id)).toEqual(shown);
    expect(shown.at(-1)).toBe('instance.disconnected');
    scene.timing.qrMs = undefined;
    await scene.link({ id, account });
  });

  test('a code that was asked for and never typed leaves no half link behind', async () => {
    scene.timing.qrMs = 100;
    const { id, account } = await scene.makeInstance();
    await scene.call('POST', `/instances/${id}/pairing-code`);
    await scene.comesTo(id, { status: 'disconnected', reason: { code: 'qr_expired' } });
    expect(await scene.keysOf(id)).toEqual([]);
    scene.timing.qrMs = undefined;
    await scene.link({ id, account });
  });
});

describe('the end of a link', () => {
  test('on request: WhatsApp is told, and the keys are wiped', async () => {
    const { id, account } = await scene.linked();
    const answer = await scene.call('POST', `/instances/${id}/disconnect`, { logout: true });
    expect(answer.json()).toMatchObject({ status: 'disconnected', reason: { code: 'logged_out' } });
    expect(account.companions.size).toBe(0);
    expect(await scene.keysOf(id)).toEqual([]);
    await scene.link({ id, account });
  });

  test('on request while nothing is connected: it connects to tell WhatsApp', async () => {
    const { id, account } = await scene.linked();
    await scene.call('POST', `/instances/${id}/disconnect`);
    await vi.waitFor(() => {
      expect([...account.companions.values()][0]?.isConnected).toBe(false);
    }, PATIENCE);
    await scene.call('POST', `/instances/${id}/disconnect`, { logout: true });
    expect(account.companions.size).toBe(0);
    expect(await scene.keysOf(id)).toEqual([]);
  });

  test('by the phone: it fails with the reason, takes no messages, and the keys are wiped', async () => {
    const { id, account } = await scene.linked();
    account.logOut([...account.companions.keys()][0] ?? 0);
    await scene.comesTo(id, { status: 'failed', reason: { code: 'logged_out' } });
    expect(await scene.keysOf(id)).toEqual([]);
    await vi.waitFor(async () => {
      const sent = await scene.call('POST', '/messages/send', {
        instanceId: id,
        recipient: '+5511999990000',
        message: { type: 'text', content: 'oi' },
      });
      expect([sent.statusCode, sent.json()]).toMatchObject([409, { code: 'instance_not_connected' }]);
    }, PATIENCE);
    await scene.link({ id, account });
  });

  test('by the removal of the instance', async () => {
    const { id, account } = await scene.linked();
    expect((await scene.call('DELETE', `/instances/${id}`)).statusCode).toBe(204);
    expect(account.companions.size).toBe(0);
  });
});

test('two numbers at two servers with different roots are connected at once', async () => {
  const other = await startWhatsappWebSimulator();
  try {
    const first = await scene.makeInstance();
    const { id } = await scene.makeInstance();
    await ownerQuery(
      scene.testApp.database,
      `update instances set whatsapp_config = jsonb_set(whatsapp_config, '{web,endpoint}', $2) where id = $1`,
      [id, JSON.stringify(other.endpoint)],
    );
    const account = other.addAccount({ phoneNumber: freshNumber() });
    await Promise.all([scene.link(first), scene.link({ id, account })]);
    expect(await scene.statusOf(first.id)).toMatchObject({ status: 'connected' });
    expect([first.account.companions.size, account.companions.size]).toEqual([1, 1]);
    await scene.call('POST', `/instances/${id}/disconnect`);
  } finally {
    await other.close();
  }
});
