import {
  addTransactionCapability,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from 'baileys';
import { expect, it } from 'vitest';
import { KeyTransactions } from './key-transactions.ts';
import { LibraryLog } from './library-log.ts';
import { Outgoing } from './outgoing.ts';

const US = '5511999990001:2@s.whatsapp.net';
const MARIA = '5511988887777@s.whatsapp.net';
const GROUP = '120363000000000001@g.us';

const sent = (relay: () => Promise<void>, chat = MARIA) => new Outgoing(chat).relay(relay);

/** A store in memory, whose commits wait until they are let through; what is set shows at once, as AuthState has it. */
class Store implements SignalKeyStore {
  readonly rows = new Map<string, unknown>();
  readonly committed: string[] = [];
  #held: PromiseWithResolvers<undefined> | undefined;
  failure: Error | undefined;

  get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]): Record<string, SignalDataTypeMap[T]> {
    const found: Record<string, SignalDataTypeMap[T]> = {};
    const rows = ids.flatMap((id): [string, unknown][] => {
      const value = this.rows.get(`${type}:${id}`);
      return value === undefined || value === null ? [] : [[id, value]];
    });
    Object.assign(found, Object.fromEntries(rows));
    return found;
  }

  async set(data: SignalDataSet): Promise<void> {
    const entries = Object.entries(data).flatMap(([type, values]) =>
      Object.entries(values).map(([id, value]) => [`${type}:${id}`, value] as const),
    );
    for (const [key, value] of entries) this.rows.set(key, value);
    await this.#held?.promise;
    if (this.failure !== undefined) throw this.failure;
    this.committed.push(...entries.map(([key]) => key));
  }

  hold(): () => void {
    const held = Promise.withResolvers<undefined>();
    this.#held = held;
    return () => {
      this.#held = undefined;
      held.resolve(undefined);
    };
  }
}

const bare = (store: SignalKeyStore) =>
  addTransactionCapability(store, new LibraryLog({ warn: () => undefined, debug: () => undefined }), {
    maxCommitRetries: 1,
    delayBetweenTriesMs: 0,
  });

function ours() {
  const store = new Store();
  const keys = bare(store);
  new KeyTransactions(store, () => US).takeOver(keys);
  return { store, keys, step: stepOf(keys) };
}

/** Moves a ratchet on by one, as sealing and opening a message do: reads, works for a while, writes. */
const stepOf = (keys: ReturnType<typeof bare>) => (owner: string, address: string) =>
  keys.transaction(async () => {
    const { [address]: before } = await keys.get('session', [address]);
    await Promise.resolve();
    await keys.set({ session: { [address]: Buffer.from([(before?.[0] ?? 0) + 1]) } });
  }, owner);

const stepsOf = (store: Store, address: string): number | undefined =>
  store.get('session', [address])[address]?.[0];

/** As the library sends: one transaction under our own id, in it the step of the recipient, then the wire. */
async function sendWhileAnAnswerComes(keys: ReturnType<typeof bare>): Promise<void> {
  const step = stepOf(keys);
  const isOnTheWire = Promise.withResolvers<undefined>();
  const sending = sent(() =>
    keys.transaction(async () => {
      await step('maria@s.whatsapp.net', 'maria.0');
      await isOnTheWire.promise;
    }, US),
  );
  const opening = step('maria@lid', 'maria.0');
  setImmediate(() => isOnTheWire.resolve(undefined));
  await Promise.all([sending, opening]);
}

it('an answer that comes while a message is sent loses no step of the ratchet', async () => {
  const { keys, store } = ours();
  await sendWhileAnAnswerComes(keys);
  expect(stepsOf(store, 'maria.0')).toBe(2);
});

it('the library by itself loses one', async () => {
  const store = new Store();
  await sendWhileAnAnswerComes(bare(store));
  expect(stepsOf(store, 'maria.0')).toBe(1);
});

it('steps of one ratchet come one after the other, by whatever name its owner is called', async () => {
  const { step, store } = ours();
  await Promise.all(Array.from({ length: 20 }, (_, place) => step(`name ${String(place)}`, 'maria.0')));
  expect(stepsOf(store, 'maria.0')).toBe(20);
});

/** As the library sends to a person: seals for each device, asks for the token, and writes the stanza. */
function sendTo(
  chat: string,
  { keys, step }: ReturnType<typeof ours>,
  told: string[],
): [Outgoing, Promise<void>] {
  const outgoing = new Outgoing(chat);
  const relayed = outgoing.relay(() =>
    keys.transaction(async () => {
      await step('our phone', 'phone.0');
      told.push('sealed for our phone');
      await step('maria', 'maria.0');
      if (outgoing.isToPerson) await keys.get('tctoken', [chat]);
      told.push(outgoing.isStored ? 'on the wire' : 'too early');
    }, US),
  );
  return [outgoing, relayed];
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('messages to people are sealed one upon the other, and leave once their own steps are committed', async () => {
  const held = ours();
  const letThrough = held.store.hold();
  const told: string[] = [];
  const messages = [sendTo(MARIA, held, told), sendTo(MARIA, held, told)];
  await turn();
  expect(told).toEqual(['sealed for our phone', 'sealed for our phone']);
  expect(stepsOf(held.store, 'maria.0')).toBe(2);
  expect(messages.map(([outgoing]) => outgoing.isStored)).toEqual([false, false]);
  letThrough();
  await Promise.all(messages.map(([, relayed]) => relayed));
  expect(told.slice(2)).toEqual(['on the wire', 'on the wire']);
});

it('a message to a group goes on only once each step is committed', async () => {
  const held = ours();
  const letThrough = held.store.hold();
  const told: string[] = [];
  const [, relayed] = sendTo(GROUP, held, told);
  await turn();
  expect(told).toEqual([]);
  letThrough();
  await relayed;
  expect(told).toEqual(['sealed for our phone', 'on the wire']);
});

it('a message one of whose steps could not be stored may not leave, whatever the library makes of it', async () => {
  const held = ours();
  held.store.failure = new Error('LeaseLost');
  const told: string[] = [];
  const [outgoing, relayed] = sendTo(MARIA, held, told);
  await expect(relayed).rejects.toThrow('LeaseLost');
  expect(outgoing.isStored).toBe(false);
  expect(told).not.toContain('on the wire');
});

it('what comes in is given on only once its step is committed, and the next step does not wait for that', async () => {
  const { store, step } = ours();
  const letThrough = store.hold();
  const told: string[] = [];
  const opened = [1, 2].map((place) => step('maria', 'maria.0').then(() => told.push(String(place))));
  await turn();
  expect(stepsOf(store, 'maria.0')).toBe(2);
  expect(told).toEqual([]);
  letThrough();
  await Promise.all(opened);
  expect(told).toEqual(['1', '2']);
});

it('messages to different people do not wait for each other, nor for a sync of the account', async () => {
  const { keys, step } = ours();
  const never = Promise.withResolvers<undefined>();
  const stuck = sent(() => keys.transaction(() => never.promise, US));
  const sync = keys.transaction(() => never.promise, US);
  await sent(() => keys.transaction(() => step('joão', 'joao.0'), US));
  never.resolve(undefined);
  await Promise.all([stuck, sync]);
});

it('what belongs to the whole account comes one after the other', async () => {
  const { keys } = ours();
  const told: string[] = [];
  const work = (name: string) =>
    keys.transaction(async () => {
      told.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      told.push(`${name} ends`);
    }, US);
  await Promise.all([work('one'), work('two')]);
  expect(told).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
});

it('what a relay notes of a group is kept until it is through, and dropped with it', async () => {
  const { keys, store } = ours();
  const noted = (then: () => Promise<void>) =>
    keys.transaction(async () => {
      await keys.set({ 'sender-key-memory': { group: { maria: true } } });
      expect(await keys.get('sender-key-memory', ['group'])).toEqual({ group: { maria: true } });
      expect(store.committed).toEqual([]);
      await then();
    }, US);
  await expect(noted(() => Promise.reject(new Error('The session may not send')))).rejects.toThrow(
    'may not send',
  );
  expect(store.committed).toEqual([]);
  await noted(() => Promise.resolve());
  expect(store.committed).toEqual(['sender-key-memory:group']);
});

it('a step that fails writes nothing and lets the next one go on', async () => {
  const { keys, store, step } = ours();
  const failing = keys.transaction(async () => {
    await keys.set({ session: { 'maria.0': Buffer.from([9]) } });
    throw new Error('Bad MAC');
  }, 'maria');
  await expect(failing).rejects.toThrow('Bad MAC');
  await step('maria', 'maria.0');
  expect(stepsOf(store, 'maria.0')).toBe(1);
});

it('a write that fails reaches whoever waits for the step', async () => {
  const { store, step } = ours();
  store.failure = new Error('LeaseLost');
  await expect(step('maria', 'maria.0')).rejects.toThrow('LeaseLost');
});

it('what a transaction left running writes by itself', async () => {
  const { keys, store } = ours();
  const later = Promise.withResolvers<undefined>();
  let left: Promise<void> | undefined;
  await keys.transaction(() => {
    left = later.promise.then(() => keys.set({ tctoken: { maria: { token: Buffer.from([1]) } } }));
    return Promise.resolve();
  }, US);
  later.resolve(undefined);
  await left;
  expect(store.committed).toEqual(['tctoken:maria']);
});

it('moving a record from a number to its LID and using both at once never waits in a circle', async () => {
  const { keys, step, store } = ours();
  const move = () =>
    keys.transaction(async () => {
      const { 'maria.0': session } = await keys.get('session', ['maria.0']);
      await keys.set({ session: { 'lid_1.0': session ?? Buffer.from([0]), 'maria.0': null } });
    }, 'migrate-1-sessions-lid');
  await step('maria', 'maria.0');
  await Promise.all([
    move(),
    step('lid@lid', 'lid_1.0'),
    move(),
    keys.set({ session: { 'lid_1.0': Buffer.from([5]), 'maria.0': null } }),
    step('maria', 'maria.0'),
  ]);
  expect(store.committed.length).toBeGreaterThan(0);
});
