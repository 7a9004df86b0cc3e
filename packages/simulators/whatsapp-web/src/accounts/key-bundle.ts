/** A public key with the number that the client gave it. */
export interface NumberedKey {
  readonly id: number;
  readonly publicKey: Uint8Array;
}

/** A signed prekey's public half. */
export interface SignedPreKey extends NumberedKey {
  readonly signature: Uint8Array;
}

/** The Signal keys that a companion uploaded. Keys are 32 bytes, without the type byte. */
export interface KeyBundle {
  registrationId: number;
  identityKey: Uint8Array;
  signedPreKey: SignedPreKey;
  readonly preKeys: PreKeyStock;
}

/** A copy in memory of its own. A small `Buffer.from` would keep a whole block of Node's pool alive as long as the key. */
export function owned(bytes: Uint8Array): Buffer {
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}

const ID_BYTES = 3;
const KEY_BYTES = 32;
const ENTRY_BYTES = ID_BYTES + KEY_BYTES;

/** One-time prekeys, each handed out once. A client uploads 812, so they lie in one block of memory. */
export class PreKeyStock {
  #block: Buffer = Buffer.alloc(0);
  #taken = 0;

  get count(): number {
    return this.#block.length / ENTRY_BYTES - this.#taken;
  }

  add(keys: readonly NumberedKey[]): void {
    const block = Buffer.alloc(this.count * ENTRY_BYTES + keys.length * ENTRY_BYTES);
    this.#block.copy(block, 0, this.#taken * ENTRY_BYTES);
    let offset = this.count * ENTRY_BYTES;
    for (const { id, publicKey } of keys) {
      block.writeUIntBE(id, offset, ID_BYTES);
      block.set(publicKey.subarray(-KEY_BYTES), offset + ID_BYTES);
      offset += ENTRY_BYTES;
    }
    this.#block = block;
    this.#taken = 0;
  }

  /** The oldest key, which nobody gets again; undefined when none is left. */
  take(): NumberedKey | undefined {
    if (this.count === 0) return undefined;
    const offset = this.#taken * ENTRY_BYTES;
    this.#taken += 1;
    return {
      id: this.#block.readUIntBE(offset, ID_BYTES),
      publicKey: Buffer.from(this.#block.subarray(offset + ID_BYTES, offset + ENTRY_BYTES)),
    };
  }

  clear(): void {
    this.#block = Buffer.alloc(0);
    this.#taken = 0;
  }
}
