import { randomBytes } from 'node:crypto';

const SIGNAL_VERSION_3 = 0x33;

/** Bytes that look like a Signal message and cannot be read by anybody. */
export function garbage(): Uint8Array {
  return Buffer.concat([Buffer.from([SIGNAL_VERSION_3]), randomBytes(64)]);
}
