import { proto } from 'baileys';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Account, Companion } from '../accounts/account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import { type ClientState, TestClient, linkedState } from '../testing/test-client.ts';
import type { Fault } from './fault-rules.ts';

const PHONE = '5511999990001';
const CUSTOMER_PHONE = '5511988880001';
const CUSTOMER = `${CUSTOMER_PHONE}@s.whatsapp.net`;

let simulator: WhatsappWebSimulator;
let account: Account;
let companion: Companion;
let state: ClientState;
let client: TestClient | undefined;

beforeAll(async () => {
  simulator = await startWhatsappWebSimulator();
  account = simulator.addAccount({ phoneNumber: PHONE });
  simulator.addAccount({ phoneNumber: CUSTOMER_PHONE });
  state = await linkedState(simulator, PHONE);
  // As if the first history sync were over, for which Baileys would hold events back for 20 seconds.
  state.creds.accountSyncCounter = 1;
  const [linked] = account.companions.values();
  if (!linked) throw new Error('Nothing is linked');
  companion = linked;
});
afterEach(async () => {
  simulator.faults.clear();
  await client?.close();
  for (const { tag, attrs } of companion.unacknowledged) companion.acknowledge(tag, attrs['id'] ?? '');
});
afterAll(async () => simulator.close());

function connect(): TestClient {
  client = new TestClient(simulator, state);
  return client;
}

async function connected(): Promise<TestClient> {
  const connecting = connect();
  await connecting.open();
  await connecting.caughtUp();
  return connecting;
}

/** A text of the customer, unencrypted. */
function text(id: string): Stanza {
  const message = proto.Message.encode({ conversation: `text ${id}` }).finish();
  return stanza('message', { id, from: CUSTOMER, type: 'text', t: Math.floor(Date.now() / 1000) }, [
    stanza('plaintext', {}, message),
  ]);
}

/** Ids and kinds of what a client receives, as it comes. */
function receivedBy(receiver: TestClient): string[] {
  const received: string[] = [];
  receiver.on('messages.upsert', ({ messages, type }) => {
    for (const { key } of messages) received.push(`${type} ${key.id ?? ''}`);
  });
  return received;
}

describe('at login', () => {
  it.each([401, 403, 405, 503])('a refusal with %i reaches the client as such', async (code) => {
    simulator.faults.add({ match: { account: PHONE }, fault: { kind: 'loginFailure', code } });
    expect(await connect().closed()).toMatchObject({ code });
    expect(companion.isConnected).toBe(false);
  });

  it('the connection drops before the end of the backlog', async () => {
    simulator.faults.add({ fault: { kind: 'dropBeforeOffline' } });
    companion.deliver(text('BEFORE'));
    const first = connect();
    expect(await first.closed()).toMatchObject({ code: 428 });
    expect(first.updates.some(({ receivedPendingNotifications }) => receivedPendingNotifications)).toBe(
      false,
    );
  });

  it('the end of the backlog comes late', async () => {
    simulator.faults.add({ fault: { kind: 'delayOffline', ms: 50 } });
    const late = connect();
    await late.open();
    expect(late.updates.some(({ receivedPendingNotifications }) => receivedPendingNotifications)).toBe(false);
    await late.caughtUp();
  });

  it('the end of the backlog never comes', async () => {
    simulator.faults.add({ fault: { kind: 'delayOffline' } });
    await connect().open();
    await simulator.idle();
    expect(companion.isConnected).toBe(true);
    expect(client?.updates.some(({ receivedPendingNotifications }) => receivedPendingNotifications)).toBe(
      false,
    );
  });

  it('an order for a stream that is not there strikes after the next login', async () => {
    simulator.faults.add({ fault: { kind: 'streamError', code: 503 } });
    expect(await connect().closed()).toMatchObject({ code: 503 });
  });
});

describe('on an open connection', () => {
  it.each<[string, Fault, number]>([
    ['515', { kind: 'streamError', code: 515 }, 515],
    ['401', { kind: 'streamError', code: 401 }, 401],
    ['403', { kind: 'streamError', code: 403 }, 403],
    ['440', { kind: 'streamError', code: 440 }, 440],
    ['503', { kind: 'streamError', code: 503 }, 503],
    ['a drop', { kind: 'drop' }, 428],
  ])('%s ends it at once', async (_name, fault, code) => {
    const open = await connected();
    const standing = simulator.faults.add({ match: { account: `+${PHONE}` }, fault });
    expect(standing.applied).toBe(1);
    expect(await open.closed()).toMatchObject({ code });
    expect(companion.isConnected).toBe(false);
  });

  it('an order for another account leaves it alone', async () => {
    await connected();
    const standing = simulator.faults.add({ match: { account: '551100000000' }, fault: { kind: 'drop' } });
    expect(standing.applied).toBe(0);
    expect(companion.isConnected).toBe(true);
  });

  it('a second login of the same device replaces the first', async () => {
    const first = await connected();
    const second = new TestClient(simulator, state);
    expect(await first.closed()).toMatchObject({ code: 440 });
    await second.open();
    await second.caughtUp();
    expect(companion.isConnected).toBe(true);
    await second.close();
  });

  it('the phone removes the device: it is told so, and may not log in again', async () => {
    const other = await linkedState(simulator, PHONE);
    const open = new TestClient(simulator, other);
    await open.caughtUp();
    const [, device] = account.companions.keys();
    expect(account.logOut(device ?? 0)).toBe(true);
    expect(await open.closed()).toMatchObject({ code: 401 });
    expect(await new TestClient(simulator, other).closed()).toMatchObject({ code: 401 });
  });

  it('a question is not heard', async () => {
    const open = await connected();
    simulator.faults.add({ match: { xmlns: 'status' }, fault: { kind: 'silence' } });
    const question = (about: string): Stanza =>
      stanza('iq', { to: '@s.whatsapp.net', type: 'set', xmlns: 'status' }, [
        stanza('status', {}, Buffer.from(about)),
      ]);
    await expect(open.socket.query(question('not heard'), 50)).rejects.toThrow('Timed Out');
    expect(account.about).toBe('');
    await open.socket.query(question('heard'));
    expect(account.about).toBe('heard');
  });
});

describe('stanzas to a client', () => {
  it('come as they happen, and never again once acknowledged', async () => {
    const first = await connected();
    const received = receivedBy(first);
    companion.deliver(text('LIVE'));
    await expect.poll(() => received).toEqual(['notify LIVE']);
    await expect.poll(() => companion.unacknowledged).toEqual([]);
    await first.close();
    const again = receivedBy(await connected());
    await simulator.idle();
    expect(again).toEqual([]);
  });

  it('wait while the client is away, and come as backlog', async () => {
    companion.deliver(text('AWAY-1'));
    companion.deliver(text('AWAY-2'));
    const received = receivedBy(connect());
    await expect.poll(() => received).toEqual(['append AWAY-1', 'append AWAY-2']);
    await expect.poll(() => companion.unacknowledged).toEqual([]);
  });

  it.each<[Fault['kind'], Fault]>([
    ['append', { kind: 'append' }],
    ['offlineZero', { kind: 'offlineZero' }],
  ])('%s makes a live one look like backlog', async (name, fault) => {
    const received = receivedBy(await connected());
    simulator.faults.add({ match: { stanza: 'message', peer: CUSTOMER }, fault });
    companion.deliver(text(`${name}-1`));
    companion.deliver(text(`${name}-2`));
    await expect.poll(() => received).toEqual([`append ${name}-1`, `notify ${name}-2`]);
  });

  it('come twice', async () => {
    const received = receivedBy(await connected());
    simulator.faults.add({ fault: { kind: 'duplicate' } });
    companion.deliver(text('TWICE'));
    await expect.poll(() => received).toEqual(['notify TWICE', 'notify TWICE']);
  });
});

describe('when the client sends a message', () => {
  it.each<[string, Fault, number]>([
    ['a drop', { kind: 'drop', moment: 'message' }, 428],
    ['an error', { kind: 'streamError', code: 503, moment: 'message' }, 503],
  ])('%s comes before it is accepted: it is not delivered', async (_name, fault, code) => {
    const open = await connected();
    simulator.faults.add({ match: { peer: CUSTOMER }, fault });
    await open.socket.sendMessage(CUSTOMER, { text: 'hello' }, { messageId: `LOST-${String(code)}` });
    expect(await open.closed()).toMatchObject({ code });
    await simulator.idle();
    expect(simulator.ledger.byId(`LOST-${String(code)}`)).toEqual([]);
  });

  it.each<[string, Fault, number]>([
    ['a drop', { kind: 'drop', moment: 'acceptedMessage' }, 428],
    ['an error', { kind: 'streamError', code: 515, moment: 'acceptedMessage' }, 515],
  ])(
    '%s comes in place of the ack: it is delivered, and the client does not know',
    async (_name, fault, code) => {
      const id = `UNKNOWN-${String(code)}`;
      const open = await connected();
      const statuses: unknown[] = [];
      open.on('messages.update', (updates) => {
        for (const { update } of updates) statuses.push(update.status);
      });
      simulator.faults.add({ match: { peer: CUSTOMER }, fault });
      await open.socket.sendMessage(CUSTOMER, { text: 'hello' }, { messageId: id });
      expect(await open.closed()).toMatchObject({ code });
      expect(statuses).toEqual([]);
      await simulator.idle();
      expect(simulator.ledger.byId(id)).toMatchObject([{ times: 1 }]);
      expect(simulator.account(CUSTOMER_PHONE)?.received()).toContainEqual(
        expect.objectContaining({ whatsappId: id }),
      );
    },
  );
});
