import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { TestClient } from '../testing/test-client.ts';

let simulator: WhatsappWebSimulator;

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator();
});
afterAll(async () => simulator.close());

describe('pairing by QR code', () => {
  it('links a client, asks it to connect again, and then logs it in', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0001', name: 'Ana' });
    const client = new TestClient(simulator);
    const companion = await account.scan(await client.qr());
    expect(await client.closed()).toMatchObject({ code: 515 });
    expect(client.state.creds.me).toMatchObject({ id: companion.jid, lid: companion.lid });
    const again = new TestClient(simulator, client.state);
    await again.open();
    await again.caughtUp();
    expect(companion.isConnected).toBe(true);
    expect(companion.keys.preKeys.count).toBeGreaterThan(800);
    await again.close();
  });

  it('takes the older text without address, and each text only once', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0006' });
    const client = new TestClient(simulator);
    const text = await client.qr();
    const old = text
      .slice(text.indexOf('#') + 1)
      .split(',')
      .slice(0, 4)
      .join(',');
    await account.scan(old);
    await expect(account.scan(text)).rejects.toThrow('No client');
  });

  it('refuses the text of a client that left', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0007' });
    const client = new TestClient(simulator);
    const text = await client.qr();
    await client.close();
    await expect.poll(async () => account.scan(text).catch(String)).toContain('No client');
  });

  it('says so when the client leaves instead of signing, as it does when its secret is another', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0010' });
    const parts = (await new TestClient(simulator).qr()).split(',');
    parts[3] = randomBytes(32).toString('base64');
    await expect(account.scan(parts.join(','))).rejects.toThrow('left before it had signed');
  });

  it('gives as many refs as asked for, after which the client gives up', async () => {
    const brief = await startWhatsappWebSimulator({ qrRefs: 2 });
    const client = new TestClient(brief, undefined, { qrTimeout: 20 });
    expect(await client.closed()).toMatchObject({ code: 408, text: 'QR refs attempts ended' });
    expect(client.updates.filter(({ qr }) => qr !== undefined)).toHaveLength(2);
    await brief.close();
  });
});

describe('pairing by code', () => {
  it('links a client whose code the phone types', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0002' });
    const client = new TestClient(simulator);
    await client.qr();
    const code = await client.socket.requestPairingCode(account.phone);
    const companion = await account.enterPairingCode(`${code.slice(0, 4)}-${code.slice(4)}`);
    expect(await client.closed()).toMatchObject({ code: 515 });
    expect(client.state.creds.registered).toBe(true);
    const again = new TestClient(simulator, client.state);
    await again.open();
    expect(companion.isConnected).toBe(true);
    await again.close();
  });

  it('refuses a wrong code, and takes the right one then', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0003' });
    const client = new TestClient(simulator);
    await client.qr();
    await client.socket.requestPairingCode(account.phone, 'ABCD1234');
    await expect(account.enterPairingCode('WXYZ9876')).rejects.toThrow('not the code');
    await account.enterPairingCode('ABCD1234');
    expect(await client.closed()).toMatchObject({ code: 515 });
  });

  it('refuses a code that nobody waits for', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0004' });
    await expect(account.enterPairingCode('ABCD1234', 0)).rejects.toThrow('No client');
  });

  it('a client that asked for a code and was never linked may not log in with what it has', async () => {
    const account = simulator.addAccount({ phoneNumber: '+55 11 99999-0005' });
    const client = new TestClient(simulator);
    await client.qr();
    await client.socket.requestPairingCode(account.phone);
    await client.close();
    expect(await new TestClient(simulator, client.state).closed()).toMatchObject({ code: 401 });
  });
});
