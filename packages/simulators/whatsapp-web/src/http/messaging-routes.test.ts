import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { newAccount } from '../testing/linked-client.ts';

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let customer: SimulatedAccount;

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator();
  shop = newAccount(simulator, 'Loja');
  customer = newAccount(simulator, 'Ana');
});
afterAll(async () => simulator.close());

async function post(path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const base = simulator.endpoint.webSocketUrl.replace(/^ws/, 'http').replace('/ws/chat', '');
  const response = await fetch(base + path, {
    method: path.endsWith('/history') ? 'PUT' : 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, body: await response.json() };
}

it('sends a file whose bytes come in base64', async () => {
  const bytes = Buffer.from('a picture');
  const content = { type: 'image', file: { base64: bytes.toString('base64'), mimeType: 'image/png' } };
  const sent = await post(`/control/accounts/${customer.phone}/send`, { to: shop.phone, content });
  expect(sent).toMatchObject({ status: 200 });
  const received = shop.received().at(-1);
  expect(received && (await shop.fileOf(received))).toEqual(bytes);
});

it('makes a group and changes it', async () => {
  const made = await post(`/control/accounts/${customer.phone}/groups`, {
    subject: 'Team',
    members: [shop.phone],
  });
  expect(made).toMatchObject({
    status: 201,
    body: { subject: 'Team', members: [{ role: 'superadmin' }, {}] },
  });
  const groups = `/control/accounts/${customer.phone}/groups`;
  const { id } = z.looseObject({ id: z.string() }).parse(made.body);
  const change = { kind: 'subject', subject: 'Crew' };
  expect(await post(`${groups}/${id}/changes`, change)).toMatchObject({ status: 200 });
  expect(await post(`${groups}/nothing/changes`, change)).toMatchObject({ status: 409 });
});

it('takes a past and shows typing', async () => {
  const history = [{ with: customer.phone, messages: [{ from: customer.phone, text: 'old', at: 1 }] }];
  expect(await post(`/control/accounts/${shop.phone}/history`, history)).toMatchObject({ status: 200 });
  expect(shop.history).toEqual(history);
  const typing = { to: shop.phone, state: 'composing' };
  expect(await post(`/control/accounts/${customer.phone}/typing`, typing)).toMatchObject({ status: 200 });
});
