import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { TestClient } from '../testing/test-client.ts';

let simulator: WhatsappWebSimulator;

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator({ log: console.error });
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
});
