import { aesDecryptGCM, aesEncryptGCM } from 'baileys';

const IV_BYTES = 12;
const COUNTER_OFFSET = 8;

/** AES-256-GCM whose nonce is a counter, as Noise has it. One direction of a connection. */
export class CountingCipher {
  readonly #key: Uint8Array;
  readonly #iv = Buffer.alloc(IV_BYTES);
  #counter = 0;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  encrypt(plaintext: Uint8Array, associated: Uint8Array = Buffer.alloc(0)): Buffer {
    return aesEncryptGCM(plaintext, this.#key, this.#nextIv(), associated);
  }

  /** Throws when the bytes are not authentic. */
  decrypt(ciphertext: Uint8Array, associated: Uint8Array = Buffer.alloc(0)): Buffer {
    return aesDecryptGCM(ciphertext, this.#key, this.#nextIv(), associated);
  }

  #nextIv(): Uint8Array {
    this.#iv.writeUInt32BE(this.#counter, COUNTER_OFFSET);
    this.#counter += 1;
    return this.#iv;
  }
}
