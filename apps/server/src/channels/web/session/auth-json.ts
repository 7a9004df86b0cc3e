import type { AuthenticationCreds, SignalDataTypeMap } from 'baileys';
import type { Baileys } from '../baileys.ts';

type Library = Pick<Baileys, 'BufferJSON' | 'proto'>;

/** How keys of a session are written in the database: the library's own JSON, with bytes in base64. */
export const toJson = ({ BufferJSON }: Library, value: unknown): string =>
  JSON.stringify(value, BufferJSON.replacer);

const fromJson = ({ BufferJSON }: Library, json: string): unknown => JSON.parse(json, BufferJSON.reviver);

/* What is stored was written by `toJson` from a value of that very type, sealed for that very row. */
/* eslint-disable @typescript-eslint/consistent-type-assertions */

export const credsFromJson = (library: Library, json: string): AuthenticationCreds =>
  fromJson(library, json) as AuthenticationCreds;

export function keyFromJson<T extends keyof SignalDataTypeMap>(
  library: Library,
  type: T,
  json: string,
): SignalDataTypeMap[T] {
  const value = fromJson(library, json);
  // `create` would keep plain objects, and every patch of the app state would fail its check.
  const key: unknown =
    type === 'app-state-sync-key' && typeof value === 'object' && value !== null
      ? library.proto.Message.AppStateSyncKeyData.fromObject(value)
      : value;
  return key as SignalDataTypeMap[T];
}
