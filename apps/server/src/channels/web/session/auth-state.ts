import type { AuthenticationCreds, AuthenticationState, SignalDataSet, SignalDataTypeMap } from 'baileys';
import type { WorkerDatabase } from '../../../platform/database/database.ts';
import type { Baileys } from '../baileys.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { credsFromJson, keyFromJson, toJson } from './auth-json.ts';
import type { AuthStateRepository, StoredKey } from './auth-state.repository.ts';
import type { KeyWriter } from './key-writer.ts';

const CREDS = { kind: 'session-creds', keyId: 'creds' } as const;

/** Keys kept in memory for each session. One-time prekeys, hundreds of them, are read once and are not. */
const MOST_KEPT = 500;
const NOT_KEPT = 'pre-key:';

export interface AuthStateParts {
  baileys: Baileys;
  database: WorkerDatabase;
  repository: AuthStateRepository;
  writer: Pick<KeyWriter, 'write'>;
}

type KeyValue = SignalDataTypeMap[keyof SignalDataTypeMap];

interface Write {
  keys: StoredKey[];
  /** Run once it is committed. */
  committed: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The keys of one session for as long as one socket lives. Every write happens under the lease's fence, in its order; writes that
 * come together share a transaction. After a failed one the memory of the library and the database differ: no more is written,
 * and `onBroken` has to end the socket, so that the next one starts from the database.
 */
export class AuthState {
  readonly state: AuthenticationState;
  readonly #parts: AuthStateParts;
  readonly #hold: SessionHold;
  readonly #onBroken: (error: unknown) => void;
  readonly #kept = new Map<string, KeyValue>();
  /** What is set and not committed yet, by key; null: to be removed. It is seen by whoever reads, see KeyTransactions. */
  readonly #unwritten = new Map<string, { value: KeyValue | null }>();
  #waiting: Write[] = [];
  #writing: Promise<void> | undefined;
  #refusal: Error | undefined;

  private constructor(
    parts: AuthStateParts,
    hold: SessionHold,
    creds: AuthenticationCreds,
    onBroken: (error: unknown) => void,
  ) {
    this.#parts = parts;
    this.#hold = hold;
    this.#onBroken = onBroken;
    this.state = {
      creds,
      keys: { get: (type, ids) => this.#get(type, ids), set: (data) => this.#set(data) },
    };
  }

  /**
   * Reads the keys of a linked session. One that no phone has linked starts with fresh ones: what a broken attempt at linking
   * left behind would be taken for a login.
   */
  static async open(
    parts: AuthStateParts,
    hold: SessionHold,
    onBroken: (error: unknown) => void,
  ): Promise<AuthState> {
    const { tenantId, instanceId } = hold;
    const found = await parts.repository.read(tenantId, instanceId, CREDS.kind, [CREDS.keyId]);
    const json = found.get(CREDS.keyId);
    if (json !== undefined) return new AuthState(parts, hold, credsFromJson(parts.baileys, json), onBroken);
    await parts.database.transaction(async (tx) => {
      await hold.assertHeld(tx);
      await parts.repository.wipe(tenantId, tx, instanceId);
    });
    return new AuthState(parts, hold, parts.baileys.initAuthCreds(), onBroken);
  }

  /** A phone has linked this session. */
  get isLinked(): boolean {
    return this.state.creds.account !== undefined;
  }

  /** Stores the creds as they are when their turn comes, so that an older picture never replaces a newer one. */
  async saveCreds(): Promise<void> {
    if (!this.isLinked) return;
    await this.#write([{ ...CREDS, json: null }]);
  }

  /** Resolves once all that was to be written is written, or has failed. */
  async settled(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  /** Refuses every further write: another socket, or another process, goes on from what is stored. */
  end(): void {
    this.#refusal ??= new Error('The keys of this session are used elsewhere by now');
  }

  async #get<T extends keyof SignalDataTypeMap>(
    type: T,
    ids: string[],
  ): Promise<Record<string, SignalDataTypeMap[T]>> {
    const found: Record<string, SignalDataTypeMap[T]> = {};
    const missing: string[] = [];
    for (const id of ids) {
      const near = this.#near(type, id);
      if (near === undefined) missing.push(id);
      else if (near !== null) found[id] = near;
    }
    if (missing.length === 0) return found;
    const { tenantId, instanceId } = this.#hold;
    const stored = await this.#parts.repository.read(tenantId, instanceId, type, missing);
    for (const [id, json] of stored) {
      // What was set while we read is newer.
      const near = this.#near(type, id);
      if (near !== null) found[id] = near ?? keyFromJson(this.#parts.baileys, type, json);
    }
    return found;
  }

  async #set(data: SignalDataSet): Promise<void> {
    const keys = Object.entries(data).flatMap(([kind, ofKind]) =>
      Object.entries(ofKind).map(([keyId, value]) => ({
        kind,
        keyId,
        json: value === null ? null : toJson(this.#parts.baileys, value),
      })),
    );
    if (keys.length === 0) return;
    if (this.#refusal !== undefined) throw this.#refusal;
    const shown = entriesOf(data).map(([key, value]) => ({ key, entry: { value } }));
    for (const { key, entry } of shown) this.#unwritten.set(key, entry);
    await this.#write(keys, () => {
      this.#keep(data);
      for (const { key, entry } of shown) if (this.#unwritten.get(key) === entry) this.#unwritten.delete(key);
    });
  }

  #write(keys: StoredKey[], committed: () => void = () => undefined): Promise<void> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ keys, committed, resolve, reject });
      this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#refusal !== undefined) throw this.#refusal;
        await this.#commit(batch);
        for (const write of batch) {
          write.committed();
          write.resolve();
        }
      } catch (error) {
        this.#break(error);
        for (const write of batch) write.reject(error);
      }
    }
  }

  async #commit(batch: readonly Write[]): Promise<void> {
    const latest = new Map<string, StoredKey>();
    for (const key of batch.flatMap(({ keys }) => keys)) latest.set(`${key.kind}:${key.keyId}`, key);
    const credsKey = `${CREDS.kind}:${CREDS.keyId}`;
    if (latest.has(credsKey))
      latest.set(credsKey, { ...CREDS, json: toJson(this.#parts.baileys, this.state.creds) });
    await this.#parts.writer.write(this.#hold, [...latest.values()]);
  }

  #break(error: unknown): void {
    if (this.#refusal !== undefined) return;
    this.#refusal = new Error('A write of this session failed', { cause: error });
    this.#onBroken(error);
  }

  /** Undefined: only the database knows. Null: it is to be removed. */
  #near<T extends keyof SignalDataTypeMap>(type: T, id: string): SignalDataTypeMap[T] | null | undefined {
    const key = `${type}:${id}`;
    const unwritten = this.#unwritten.get(key);
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- kept under its type by #set alone
    return (unwritten === undefined ? this.#kept.get(key) : unwritten.value) as
      SignalDataTypeMap[T] | null | undefined;
  }

  #keep(data: SignalDataSet): void {
    for (const [key, value] of entriesOf(data)) {
      if (key.startsWith(NOT_KEPT)) continue;
      this.#kept.delete(key);
      if (value !== null) this.#kept.set(key, value);
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}

function entriesOf(data: SignalDataSet): [string, KeyValue | null][] {
  return Object.entries(data).flatMap(([kind, ofKind]) => {
    const values: Record<string, KeyValue | null> = ofKind;
    return Object.entries(values).map(([id, value]): [string, KeyValue | null] => [`${kind}:${id}`, value]);
  });
}
