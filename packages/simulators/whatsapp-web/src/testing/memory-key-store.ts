import { deserialize, serialize } from 'node:v8';
import type { SignalDataSet, SignalDataTypeMap, SignalKeyStore } from 'baileys';

/** A key store in memory that gives copies, as a database would. */
export function memoryKeyStore(): SignalKeyStore {
  const rows = new Map<string, Buffer>();
  return {
    get(type, ids) {
      const found: Record<string, SignalDataTypeMap[typeof type]> = {};
      for (const id of ids) {
        const row = rows.get(`${type} ${id}`);
        // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- what was put in comes out
        if (row) found[id] = deserialize(row);
      }
      return found;
    },
    set(data: SignalDataSet) {
      for (const [type, entries] of Object.entries(data)) {
        for (const [id, value] of Object.entries(entries)) {
          const key = `${type} ${id}`;
          if (value === null || value === undefined) rows.delete(key);
          else rows.set(key, serialize(value));
        }
      }
    },
  };
}
