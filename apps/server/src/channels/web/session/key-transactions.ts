import { AsyncLocalStorage } from 'node:async_hooks';
import type { SignalDataSet, SignalDataTypeMap, SignalKeyStore, WASocket } from 'baileys';
import { Outgoing } from './outgoing.ts';
import { RecordLocks } from './record-locks.ts';

type Keys = WASocket['authState']['keys'];
type KeyType = keyof SignalDataTypeMap;
type Found<T extends KeyType> = Record<string, SignalDataTypeMap[T]>;

/** Ratchets: each is read, moved on and written, and two who do so at once would lose a step. */
const RATCHETS = ['session', 'sender-key'] as const satisfies KeyType[];
const isRatchet = (type: string): boolean => RATCHETS.some((ratchet) => ratchet === type);

/** Under which names the library runs what belongs to the whole account before it knows who we are (Socket/socket.js, messages-recv.js). */
const OF_THE_ACCOUNT = ['upload-pre-keys', 'sendRetryRequest'];

/**
 * `step`: moves ratchets on, holds their locks, and writes all of it at once. `frame`: what the library puts around several
 * steps (sending a message, a sync of the app state), with network between them; it keeps what else is set until its end.
 */
interface Scope {
  kind: 'step' | 'frame';
  writes: SignalDataSet;
  locks: Map<string, () => void>;
  /** The message of ours that a frame sends. */
  outgoing: Outgoing | undefined;
  isOver: boolean;
}

/**
 * Transactions on the keys of one socket, in place of the library's own. Those lock by what a transaction is for: a message that
 * is sent holds the Signal session of its recipient from before it is sealed until after it is on the wire, under our own
 * id (Socket/messages-send.js, relayMessage), while what comes from that recipient is opened under theirs, so that whoever
 * commits last takes back the other's step. Here each step locks the very records that it moves on, whatever their owner is
 * called, and is committed before the library gets its result. Our own messages leave once their steps are (see Outgoing), and
 * wait for nothing else of the account: they neither read nor move on its pre-keys and app state.
 *
 * The lock is given back once the write is in the store's queue, which keeps the order and refuses all that follows a failure:
 * the next step sees what was written, and cannot be stored without it.
 */
export class KeyTransactions {
  readonly #store: SignalKeyStore;
  readonly #ownId: () => string | undefined;
  readonly #scopes = new AsyncLocalStorage<Scope>();
  readonly #records = new RecordLocks();

  /** @param store shows what is set from the moment `set` is called, and resolves once it is committed */
  constructor(store: SignalKeyStore, ownId: () => string | undefined) {
    this.#store = store;
    this.#ownId = ownId;
  }

  /** Has the library use these. To be called right after makeWASocket. */
  takeOver(keys: Keys): void {
    keys.get = (type, ids) => this.#get(type, ids);
    keys.set = (data) => this.#set(data);
    keys.isInTransaction = () => this.#scope !== undefined;
    keys.transaction = (work, name) => this.#transaction(work, name);
  }

  /** What its work left running, such as the exchange of tokens after a message, is not part of a transaction any more. */
  get #scope(): Scope | undefined {
    const scope = this.#scopes.getStore();
    return scope?.isOver === true ? undefined : scope;
  }

  async #get<T extends KeyType>(type: T, ids: string[]): Promise<Found<T>> {
    const scope = this.#scope;
    if (scope === undefined) return this.#store.get(type, ids);
    if (type === 'tctoken') await scope.outgoing?.stored();
    if (scope.kind === 'step' && isRatchet(type)) await this.#lock(scope, type, ids);
    const written: Record<string, SignalDataTypeMap[T] | null> = scope.writes[type] ?? {};
    const found: Found<T> = await this.#store.get(
      type,
      ids.filter((id) => written[id] === undefined),
    );
    for (const id of ids) {
      const value = written[id];
      if (value !== undefined && value !== null) found[id] = value;
    }
    return found;
  }

  async #set(data: SignalDataSet): Promise<void> {
    const scope = this.#scope;
    if (scope?.kind === 'step') return this.#keep(scope, data);
    const [steps, others] = apart(data);
    if (scope === undefined) {
      if (others !== undefined) await this.#store.set(others);
    } else if (others !== undefined) await this.#keep(scope, others);
    if (steps !== undefined) await this.#step((step) => this.#keep(step, steps));
  }

  async #keep(scope: Scope, data: SignalDataSet): Promise<void> {
    for (const type of RATCHETS)
      if (data[type] !== undefined) await this.#lock(scope, type, Object.keys(data[type]));
    for (const type of typesOf(data))
      scope.writes = { ...scope.writes, [type]: { ...scope.writes[type], ...data[type] } };
  }

  #transaction<T>(work: () => Promise<T>, name: string): Promise<T> {
    const scope = this.#scope;
    if (name === this.#ownId() || OF_THE_ACCOUNT.includes(name))
      return scope === undefined ? this.#frame(work) : work();
    return scope?.kind === 'step' ? work() : this.#step(work);
  }

  async #frame<T>(work: () => Promise<T>): Promise<T> {
    const outgoing = Outgoing.atHand;
    const release = outgoing === undefined ? await this.#records.acquire('account') : undefined;
    try {
      return await this.#within(newScope('frame', outgoing), work);
    } finally {
      release?.();
    }
  }

  #step<T>(work: (step: Scope) => Promise<T>): Promise<T> {
    return this.#within(newScope('step', this.#scope?.outgoing), work);
  }

  async #within<T>(scope: Scope, work: (scope: Scope) => Promise<T>): Promise<T> {
    const { result, written } = await this.#scopes
      .run(scope, async () => {
        const result = await work(scope);
        scope.isOver = true;
        return { result, written: this.#write(scope) };
      })
      .finally(() => {
        scope.isOver = true;
        for (const release of scope.locks.values()) release();
      });
    const { kind, outgoing } = scope;
    if (kind === 'step') outgoing?.follow(written);
    if (kind === 'frame' || outgoing?.isToPerson !== true) await written;
    return result;
  }

  async #write({ writes }: Scope): Promise<void> {
    if (typesOf(writes).length > 0) await this.#store.set(writes);
  }

  /**
   * Locks are taken in one order, so that nobody waits in a circle: a step that finds a person's record under their number and
   * writes it under their LID goes on from the one to the other, never back.
   */
  async #lock(scope: Scope, type: KeyType, ids: readonly string[]): Promise<void> {
    for (const id of ids.toSorted(numbersFirst)) {
      const name = `${type}:${id}`;
      if (!scope.locks.has(name)) scope.locks.set(name, await this.#records.acquire(name));
    }
  }
}

const newScope = (kind: Scope['kind'], outgoing: Outgoing | undefined): Scope => ({
  kind,
  writes: {},
  locks: new Map(),
  outgoing,
  isOver: false,
});

function typesOf(data: SignalDataSet): KeyType[] {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the keys of a set are its types
  return Object.keys(data) as KeyType[];
}

/** @returns what moves ratchets on, and the rest; undefined where there is nothing */
function apart(data: SignalDataSet): [SignalDataSet | undefined, SignalDataSet | undefined] {
  const pick = (types: KeyType[]): SignalDataSet | undefined =>
    types.length === 0 ? undefined : Object.fromEntries(types.map((type) => [type, data[type]]));
  return [pick(typesOf(data).filter(isRatchet)), pick(typesOf(data).filter((type) => !isRatchet(type)))];
}

/** `5511999990001.0` before `100000000000001_1.0`: LIDs have odd domains (WABinary/jid-utils.js). */
function numbersFirst(left: string, right: string): number {
  return Number(isOfLid(left)) - Number(isOfLid(right)) || (left < right ? -1 : 1);
}

const isOfLid = (address: string): boolean => Number(/_(\d+)\.\d+$/.exec(address)?.[1] ?? 0) % 2 === 1;
