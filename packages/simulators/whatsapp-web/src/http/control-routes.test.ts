import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { TestClient } from '../testing/test-client.ts';

const PHONE = '5511999990001';

let simulator: WhatsappWebSimulator;
let base: string;

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator();
  base = simulator.endpoint.webSocketUrl.replace(/^ws/, 'http').replace('/ws/chat', '');
});
afterAll(async () => simulator.close());

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(base + path, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the control surface', () => {
  it('tells how to connect', async () => {
    expect(await ask('GET', '/endpoint.json')).toEqual({ status: 200, body: simulator.endpoint });
  });

  it('adds an account, scans a QR code for it and removes the device', async () => {
    const account = { phoneNumber: `+${PHONE}`, name: 'Ana', conduct: { reads: 'never' } };
    expect(await ask('POST', '/control/accounts', account)).toMatchObject({
      status: 201,
      body: {
        phoneNumber: `+${PHONE}`,
        name: 'Ana',
        conduct: { reads: 'never', isOnline: true },
        companions: [],
      },
    });
    expect(await ask('GET', '/control/companions')).toMatchObject({ body: { linked: 0, connected: 0 } });
    const client = new TestClient(simulator);
    expect(await ask('POST', `/control/accounts/${PHONE}/scan`, { qr: await client.qr() })).toMatchObject({
      status: 200,
      body: { deviceId: 1, jid: `${PHONE}:1@s.whatsapp.net`, platform: 'CHROME' },
    });
    expect(await client.closed()).toMatchObject({ code: 515 });
    expect(await ask('GET', '/control/companions')).toMatchObject({ body: { linked: 1, connected: 0 } });
    expect(await ask('DELETE', `/control/accounts/${PHONE}/companions/1`)).toMatchObject({ status: 200 });
    expect(await ask('DELETE', `/control/accounts/${PHONE}/companions/1`)).toMatchObject({ status: 404 });
  });

  it('types a pairing code', async () => {
    const client = new TestClient(simulator);
    await client.qr();
    const code = await client.socket.requestPairingCode(PHONE);
    expect(await ask('POST', `/control/accounts/${PHONE}/pairing-code`, { code })).toMatchObject({
      status: 200,
      body: { deviceId: 2 },
    });
    expect(await client.closed()).toMatchObject({ code: 515 });
  });

  it('changes limits and conduct', async () => {
    const change = {
      conduct: { readDelayMs: 10, autoReply: { text: 'Hello' } },
      newChatCap: { totalQuota: 10, usedQuota: 10, status: 'CAPPED' },
    };
    expect(await ask('PATCH', `/control/accounts/${PHONE}`, change)).toMatchObject({
      body: { conduct: { reads: 'never', readDelayMs: 10, replies: true }, newChatCap: { status: 'CAPPED' } },
    });
    expect(simulator.account(PHONE)?.conduct.autoReply?.('anything')).toBe('Hello');
  });

  it('sends, and shows what arrived', async () => {
    await ask('POST', '/control/accounts', { phoneNumber: '+5511988880001' });
    const sent = await ask('POST', `/control/accounts/5511988880001/send`, {
      to: PHONE,
      text: 'good morning',
    });
    expect(sent.status).toBe(200);
    expect(await ask('GET', `/control/accounts/${PHONE}/received`)).toMatchObject({
      body: [{ from: '5511988880001@s.whatsapp.net', message: { conversation: 'good morning' } }],
    });
    const location = { locationMessage: { degreesLatitude: -23.5, degreesLongitude: -46.6 } };
    await ask('POST', `/control/accounts/5511988880001/send`, { to: PHONE, message: location });
    expect(await ask('GET', `/control/accounts/${PHONE}/received`)).toMatchObject({
      body: [{}, { message: location }],
    });
    expect(await ask('GET', '/control/ledger')).toEqual({ status: 200, body: [] });
  });

  it('orders, lists and takes back faults', async () => {
    const order = { match: { stanza: 'message' }, fault: { kind: 'ackError', code: 463 } };
    expect(await ask('POST', '/control/faults', { ...order, times: 'always' })).toMatchObject({
      status: 201,
      body: { ...order, remaining: 'always', applied: 0 },
    });
    expect(await ask('GET', '/control/faults')).toMatchObject({ body: [{ fault: order.fault }] });
    await ask('DELETE', `/control/faults/${simulator.faults.list()[0]?.id ?? ''}`);
    expect(simulator.faults.list()).toEqual([]);
  });

  it.each([
    ['an unknown account', 'POST', '/control/accounts/999/scan', { qr: 'x' }, 404],
    ['a taken number', 'POST', '/control/accounts', { phoneNumber: PHONE }, 409],
    ['a code that nobody shows', 'POST', `/control/accounts/${PHONE}/scan`, { qr: '2@a,b,c,d' }, 409],
    ['an unknown field', 'POST', '/control/accounts', { phoneNumber: '1', colour: 'red' }, 400],
    ['an unknown fault', 'POST', '/control/faults', { fault: { kind: 'earthquake' } }, 400],
    ['an unknown route', 'GET', '/control/nothing', undefined, 404],
  ])('refuses %s', async (_name, method, path, body, status) => {
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveProperty('error');
  });
});
