import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../accounts/account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { TestClient, linkedState } from '../testing/test-client.ts';

const OTHER = '5511988880001';

const log: string[] = [];
let simulator: WhatsappWebSimulator;
let account: Account;
let client: TestClient;

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator({ log: (line) => log.push(line) });
  account = simulator.addAccount({ phoneNumber: '5511999990001' });
  simulator.addAccount({ phoneNumber: OTHER, lid: '777' });
  client = new TestClient(simulator, await linkedState(simulator, account.phone));
  await client.open();
});
afterAll(async () => {
  await client.close();
  await simulator.close();
});

describe('a client asks', () => {
  it('who is on WhatsApp', async () => {
    expect(await client.socket.onWhatsApp(OTHER, '5511900000000')).toEqual([
      { jid: `${OTHER}@s.whatsapp.net`, exists: true },
    ]);
  });

  it('for LIDs and devices', async () => {
    const { lidMapping } = client.socket.signalRepository;
    expect(await lidMapping.getLIDForPN(`${OTHER}@s.whatsapp.net`)).toBe('777@lid');
    const devices = await client.socket.getUSyncDevices(
      [account.jid, `${OTHER}@s.whatsapp.net`],
      false,
      false,
    );
    expect(devices.map(({ user, device }) => `${user}:${String(device)}`)).toEqual(
      expect.arrayContaining([`${account.phone}:0`, `${OTHER}:0`]),
    );
  });

  it('what it may send', async () => {
    account.reachoutTimelock = { isActive: true, endsAtSeconds: 1_800_000_000 };
    account.newChatCap = { totalQuota: 20, usedQuota: 20, status: 'CAPPED' };
    expect(await client.socket.fetchAccountReachoutTimelock()).toMatchObject({
      isActive: true,
      timeEnforcementEnds: new Date(1_800_000_000_000),
    });
    expect(await client.socket.fetchNewChatMessageCap()).toMatchObject({
      total_quota: 20,
      used_quota: 20,
      capping_status: 'CAPPED',
    });
  });

  it('for settings, and changes them', async () => {
    await client.socket.updateLastSeenPrivacy('none');
    expect(await client.socket.fetchPrivacySettings(true)).toMatchObject({ last: 'none', online: 'all' });
    await client.socket.updateBlockStatus(`${OTHER}@s.whatsapp.net`, 'block');
    expect(await client.socket.fetchBlocklist()).toEqual(['777@lid']);
    await client.socket.updateProfileStatus('At the beach');
    expect(account.about).toBe('At the beach');
    expect(await client.socket.fetchStatus(account.jid)).toMatchObject([
      { status: { status: 'At the beach' } },
    ]);
  });

  it('for a picture', async () => {
    await expect(client.socket.profilePictureUrl(`${OTHER}@s.whatsapp.net`)).rejects.toThrow(
      'item-not-found',
    );
    account.pictureUrl = 'https://example.com/picture.jpg';
    expect(await client.socket.profilePictureUrl(account.jid)).toBe(account.pictureUrl);
  });

  it('to rotate its signed prekey', async () => {
    const [companion] = account.companions.values();
    const before = companion?.keys.signedPreKey.id ?? 0;
    await client.socket.rotateSignedPreKey();
    expect(companion?.keys.signedPreKey.id).toBe(before + 1);
    await client.socket.digestKeyBundle();
  });

  it('what nobody answers: an error comes back, and the log says so', async () => {
    const question = { tag: 'iq', attrs: { to: '@s.whatsapp.net', type: 'get', xmlns: 'w:unheard' } };
    await expect(client.socket.query(question)).rejects.toThrow('item-not-found');
    expect(log.some((line) => line.includes('w:unheard'))).toBe(true);
  });

  it('nothing else in all this that nobody answers', () => {
    expect(log.filter((line) => !line.includes('w:unheard'))).toEqual([]);
  });

  it('to be logged out, and is', async () => {
    await client.socket.logout();
    await expect.poll(() => account.companions.size).toBe(0);
  });
});
