interface Long {
  low: number;
  high: number;
  unsigned: boolean;
}

const isLong = (value: unknown): value is Long =>
  typeof value === 'object' && value !== null && 'low' in value && 'high' in value && 'unsigned' in value;

// Decoded protocol buffers write themselves as JSON: bytes in base64, enumerations by name, long numbers as text. What the
// library puts together by hand does not.
function replace(this: unknown, name: string, written: unknown): unknown {
  const value: unknown = typeof this === 'object' && this !== null ? Reflect.get(this, name) : written;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isLong(value)) return value.high * 2 ** 32 + (value.low >>> 0);
  return written;
}

/** A copy as plain JSON, taken at once: the library changes its objects later. */
export function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, replace));
}
