import type { Account, Fault } from '@recado/whatsapp-web-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';
import { SessionRegistry } from '../sessions/session-registry.ts';
import { relayOnce, type RelayLimits } from './relay-once.ts';
import { newWhatsappId } from './whatsapp-id.ts';

let scene: WebScene;
let number: LinkedNumber;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
}, 60_000);
afterAll(() => scene.close());
beforeEach(() => {
  scene.simulator.faults.clear();
});

const order = (fault: Fault, peer: Account, times = 1) =>
  scene.simulator.faults.add({ match: { account: number.account.phone, peer: peer.phone }, fault, times });
const timesSent = (whatsappId: string | null): number[] =>
  scene.simulator.ledger.byId(whatsappId ?? '').map(({ times }) => times);

it('a message that goes to a number which is not on WhatsApp is refused before it is sent', async () => {
  const message = await scene.accepted(number, { recipient: '+5511900000000' });
  expect(await scene.reaches(message.id, 'failed')).toMatchObject({ error: { code: 'not_on_whatsapp' } });
  expect(timesSent(message.whatsappId)).toEqual([]);
});

it('463 waits until the lock on new chats ends, with the reason on the message; chats that exist go on', async () => {
  const stranger = scene.newAccount();
  const endsAtSeconds = Math.floor(Date.now() / 1_000) + 3_600;
  number.account.reachoutTimelock = { isActive: true, endsAtSeconds };
  order({ kind: 'ackError', code: 463 }, stranger, 10);
  const message = await scene.accepted(number, { recipient: `+${stranger.phone}` });
  await expect
    .poll(async () => await scene.find(message.id), { timeout: 10_000 })
    .toMatchObject({ status: 'pending', error: { code: 'reachout_time_lock' } });
  const { sendAt } = await scene.find(message.id);
  expect(new Date(sendAt).getTime() / 1_000).toBeGreaterThan(endsAtSeconds - 900);
  // The account's lock is known by now: a second stranger is not even tried.
  const second = await scene.accepted(number, { recipient: `+${scene.newAccount().phone}` });
  await expect
    .poll(async () => await scene.find(second.id), { timeout: 10_000 })
    .toMatchObject({ status: 'pending', attempt: 0, error: { code: 'reachout_time_lock' } });
  expect(timesSent(second.whatsappId)).toEqual([]);
  const known = await knownCustomer();
  const answer = await scene.accepted(number, { recipient: `+${known.phone}` });
  await scene.reaches(answer.id, 'read');
  number.account.reachoutTimelock = { isActive: false };
});

it('475 waits until the cycle of new chats ends, with the reason on the message; chats that exist go on', async () => {
  const capped = await scene.linkNumber();
  const stranger = scene.newAccount();
  const cycleEndSeconds = Math.floor(Date.now() / 1_000) + 7_200;
  capped.account.newChatCap = { totalQuota: 5, usedQuota: 5, status: 'CAPPED', cycleEndSeconds };
  scene.simulator.faults.add({
    match: { account: capped.account.phone, peer: stranger.phone },
    fault: { kind: 'ackError', code: 475 },
    times: 10,
  });
  const message = await scene.accepted(capped, { recipient: `+${stranger.phone}` });
  const waiting = await scene.seen(message.id, ({ error }) => error?.code === 'new_chat_cap');
  expect(waiting).toMatchObject({ status: 'pending' });
  expect(waiting.error?.detail).toMatch(/as many new chats as WhatsApp allows/);
  expect(new Date(waiting.sendAt).getTime() / 1_000).toBeGreaterThan(cycleEndSeconds - 900);
  expect(stranger.received()).toEqual([]);
  // The account's cap is known by now: a second stranger is not even tried.
  const second = await scene.accepted(capped, { recipient: `+${scene.newAccount().phone}` });
  expect(await scene.seen(second.id, ({ error }) => error?.code === 'new_chat_cap')).toMatchObject({
    status: 'pending',
    attempt: 0,
  });
  expect(timesSent(second.whatsappId)).toEqual([]);
  const known = await knownCustomer(capped);
  const answer = await scene.accepted(capped, { recipient: `+${known.phone}` });
  await scene.reaches(answer.id, 'read');
}, 60_000);

it('479 has the devices looked up anew, and the same message goes again at once', async () => {
  const customer = await knownCustomer();
  order({ kind: 'ackError', code: 479 }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  expect(await scene.reaches(message.id, 'read')).toMatchObject({ attempt: 1 });
  expect(customer.received().filter(({ whatsappId }) => whatsappId === message.whatsappId)).toHaveLength(1);
});

it('another refusal is final, in its code', async () => {
  const customer = await knownCustomer();
  order({ kind: 'ackError', code: 400 }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  expect(await scene.reaches(message.id, 'failed')).toMatchObject({ error: { code: '400' } });
});

it('a message whose connection breaks before the answer is in doubt, and its receipt resolves it without a second send', async () => {
  const customer = await knownCustomer();
  order({ kind: 'drop', moment: 'acceptedMessage' }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  const read = await scene.reaches(message.id, 'read');
  expect(read.statuses.map(({ status }) => status)).toContain('in_doubt');
  expect(timesSent(message.whatsappId)).toEqual([1]);
});

it('an edit in doubt changes our copy only when its receipt shows that it went out', async () => {
  const customer = await knownCustomer();
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  await scene.reaches(message.id, 'read');
  customer.conduct.isOnline = false;
  order({ kind: 'drop', moment: 'acceptedMessage' }, customer);
  const edit = await scene.accepted(number, {
    recipient: `+${customer.phone}`,
    message: { type: 'edit', content: { messageId: message.id, text: 'adeus' } },
  });
  await scene.reaches(edit.id, 'in_doubt');
  expect((await scene.find(message.id)).message).toMatchObject({ content: 'olá' });
  customer.conduct.isOnline = true;
  await scene.reaches(edit.id, 'read');
  expect((await scene.find(message.id)).message).toMatchObject({ type: 'text', content: 'adeus' });
});

it('a message that was lost with its connection is in doubt until a person sends it again, under the same id', async () => {
  const customer = await knownCustomer();
  order({ kind: 'drop', moment: 'message' }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  await scene.reaches(message.id, 'in_doubt');
  expect(await scene.call('POST', `/messages/${message.id}/resend`)).toMatchObject({ status: 200 });
  expect(await scene.reaches(message.id, 'read')).toMatchObject({ whatsappId: message.whatsappId });
  expect(customer.received().filter(({ whatsappId }) => whatsappId === message.whatsappId)).toHaveLength(1);
});

it('a receipt stands in for an answer that never came', async () => {
  const customer = await knownCustomer();
  order({ kind: 'noAck' }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  const read = await scene.reaches(message.id, 'read');
  expect(read.statuses.map(({ status }) => status)).not.toContain('in_doubt');
  expect(timesSent(message.whatsappId)).toEqual([1]);
});

it('a recipient who could not read a message gets it again', async () => {
  const customer = await knownCustomer();
  order({ kind: 'retryReceipt' }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  await scene.arrived(customer, message);
  expect(scene.simulator.ledger.byId(message.whatsappId ?? '')).toMatchObject([{ times: 1, resent: 1 }]);
});

it('and also over a later connection, from what was written down', async () => {
  const customer = await knownCustomer();
  const registry = scene.test.app.get(SessionRegistry, { strict: false });
  const socket = () => registry.of(number.instanceId)?.socket;
  const first = socket();
  customer.conduct.isOnline = false;
  order({ kind: 'retryReceipt' }, customer);
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  await scene.reaches(message.id, 'sent');
  scene.simulator.faults.add({
    match: { account: number.account.phone },
    fault: { kind: 'streamError', code: 515 },
  });
  await expect.poll(() => socket() !== undefined && socket() !== first, { timeout: 15_000 }).toBe(true);
  expect(customer.received().filter(({ whatsappId }) => whatsappId === message.whatsappId)).toEqual([]);
  customer.conduct.isOnline = true;
  await scene.arrived(customer, message);
  expect(scene.simulator.ledger.byId(message.whatsappId ?? '')).toMatchObject([{ times: 1, resent: 1 }]);
}, 40_000);

it('while no session is open messages wait untouched, and leave when it is open again', async () => {
  const customer = await knownCustomer();
  scene.simulator.faults.add({
    match: { account: number.account.phone },
    fault: { kind: 'streamError', code: 503 },
  });
  const message = await scene.accepted(number, { recipient: `+${customer.phone}` });
  expect(await scene.reaches(message.id, 'read')).toMatchObject({ attempt: 1 });
  expect(timesSent(message.whatsappId)).toEqual([1]);
});

describe('the last moment before the bytes go out', () => {
  const relay = (customer: Account, limits: RelayLimits) => {
    const socket = scene.test.app.get(SessionRegistry, { strict: false }).of(number.instanceId)?.socket;
    if (socket === undefined) throw new Error('The session is open');
    const whatsappId = newWhatsappId();
    const message = { extendedTextMessage: { text: 'tarde demais' } };
    const relayed = { chat: customer.jid, whatsappId, message, attributes: {}, nodes: [] };
    return { whatsappId, result: relayOnce(socket, relayed, limits) };
  };

  it('a session that may not act any more keeps the message back', async () => {
    const { whatsappId, result } = relay(scene.newAccount(), {
      mayAct: () => false,
      settleWithinMs: 5_000,
    });
    expect(await result).toMatchObject({ kind: 'not_begun', reason: 'forbidden' });
    expect(timesSent(whatsappId)).toEqual([]);
  });

  it('what WhatsApp does not answer in time sends nothing', async () => {
    const customer = scene.newAccount();
    const silence = scene.simulator.faults.add({
      match: { account: number.account.phone, stanza: 'iq', xmlns: 'encrypt' },
      fault: { kind: 'silence' },
    });
    const { whatsappId, result } = relay(customer, { mayAct: () => true, settleWithinMs: 500 });
    expect(await result).toMatchObject({ kind: 'not_begun', reason: 'failed' });
    expect(silence.applied).toBe(1);
    expect(timesSent(whatsappId)).toEqual([]);
  });
});

/** Somebody who has written to a number. */
async function knownCustomer({ account } = number): Promise<Account> {
  const customer = scene.newAccount();
  await customer.send(account.phone, { type: 'text', text: 'Oi' });
  const contact = encodeURIComponent(`+${customer.phone}`);
  await vi.waitFor(
    async () => {
      const { body } = await scene.call('GET', `/messages/history?contact=${contact}`);
      expect(body).toMatchObject({ items: [{ direction: 'inbound' }] });
    },
    { timeout: 10_000 },
  );
  return customer;
}
