import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let customer: SimulatedAccount;
let client: LinkedClient;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
  shop = newAccount(simulator, 'Loja');
  customer = newAccount(simulator, 'Ana');
  client = await LinkedClient.link(simulator, shop.phone);
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});

it('shows to the client what a customer is doing', async () => {
  await client.socket.presenceSubscribe(customer.jid);
  await expect.poll(() => client.presences).toEqual([[customer.jid, 'unavailable']]);
  customer.setPresence(true);
  customer.type(shop.phone, 'composing');
  customer.type(shop.phone, 'recording');
  customer.type(shop.phone, 'paused', 'lid');
  await expect
    .poll(() => client.presences.slice(1))
    .toEqual([
      [customer.jid, 'available'],
      [customer.jid, 'composing'],
      [customer.jid, 'recording'],
      [customer.lid, 'available'],
    ]);
});

it('shows to a customer that the client types', async () => {
  await client.socket.sendPresenceUpdate('composing', customer.jid);
  await client.socket.sendPresenceUpdate('recording', customer.jid);
  await client.socket.sendPresenceUpdate('paused', customer.jid);
  await expect
    .poll(() => customer.seenTyping().map(({ state }) => state))
    .toEqual(['composing', 'recording', 'paused']);
});
