import type { SignalDataSet, SignalDataTypeMap, SignalKeyStoreWithTransaction } from 'baileys';

type Tables = { [Type in keyof SignalDataTypeMap]?: Map<string, SignalDataTypeMap[Type]> };

/** A device's keys and sessions in memory. What runs in a transaction runs alone: a ratchet must not turn twice at once. */
export class MemoryKeyStore implements SignalKeyStoreWithTransaction {
  readonly #tables: Tables = {};
  #lastTransaction: Promise<unknown> = Promise.resolve();

  get<Type extends keyof SignalDataTypeMap>(
    type: Type,
    ids: string[],
  ): Record<string, SignalDataTypeMap[Type]> {
    const table: Map<string, SignalDataTypeMap[Type]> | undefined = this.#tables[type];
    const found: Record<string, SignalDataTypeMap[Type]> = {};
    for (const id of ids) {
      const value = table?.get(id);
      if (value !== undefined) found[id] = value;
    }
    return found;
  }

  set(data: SignalDataSet): void {
    this.#merge('pre-key', data['pre-key']);
    this.#merge('session', data.session);
    this.#merge('sender-key', data['sender-key']);
    this.#merge('identity-key', data['identity-key']);
  }

  isInTransaction(): boolean {
    return false;
  }

  transaction<Result>(exec: () => Promise<Result>): Promise<Result> {
    const result = this.#lastTransaction.then(exec, exec);
    this.#lastTransaction = result.catch(() => undefined);
    return result;
  }

  #merge<Type extends keyof SignalDataTypeMap>(type: Type, rows: SignalDataSet[Type]): void {
    if (!rows) return;
    const table: Map<string, SignalDataTypeMap[Type]> =
      this.#tables[type] ?? new Map<string, SignalDataTypeMap[Type]>();
    Object.assign(this.#tables, { [type]: table });
    for (const [id, value] of Object.entries(rows)) {
      if (value === null) table.delete(id);
      else table.set(id, value);
    }
  }
}
