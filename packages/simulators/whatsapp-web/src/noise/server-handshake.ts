import { createHash } from 'node:crypto';
import { Curve, type KeyPair, hkdf, proto } from 'baileys';
import type { CertificateChain } from './certificate-chain.ts';
import { CountingCipher } from './counting-cipher.ts';
import { PROLOGUE } from './frame-reader.ts';

// 32 bytes long, so that Noise takes the name itself for its first hash.
const PROTOCOL_NAME = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0');
const KEY_BYTES = 32;

/** What the handshake gives. */
export interface HandshakeResult {
  /** The client's static Noise key. */
  readonly clientKey: Buffer;
  readonly payload: proto.ClientPayload;
  readonly inbound: CountingCipher;
  readonly outbound: CountingCipher;
}

/** The server's side of one Noise XX handshake. */
export class ServerHandshake {
  readonly #chain: CertificateChain;
  readonly #ephemeral: KeyPair = Curve.generateKeyPair();
  #hash: Buffer = PROTOCOL_NAME;
  #salt: Buffer = PROTOCOL_NAME;
  #cipher = new CountingCipher(PROTOCOL_NAME);

  constructor(chain: CertificateChain) {
    this.#chain = chain;
    this.#authenticate(PROLOGUE);
  }

  /** Takes the client's first frame and gives the answer to it. Throws when it is no hello. */
  hello(frame: Uint8Array): Uint8Array {
    const { clientHello } = proto.HandshakeMessage.decode(frame);
    const clientEphemeral = requiredKey(clientHello?.ephemeral, 'client hello');
    this.#authenticate(clientEphemeral);
    this.#authenticate(this.#ephemeral.public);
    this.#mix(this.#ephemeral.private, clientEphemeral);
    const serverStatic = this.#encrypt(this.#chain.serverKey.public);
    this.#mix(this.#chain.serverKey.private, clientEphemeral);
    const payload = this.#encrypt(this.#chain.bytes);
    return proto.HandshakeMessage.encode({
      serverHello: { ephemeral: this.#ephemeral.public, static: serverStatic, payload },
    }).finish();
  }

  /** Takes the client's second frame. Throws when it is not authentic. */
  finish(frame: Uint8Array): HandshakeResult {
    const { clientFinish } = proto.HandshakeMessage.decode(frame);
    if (!clientFinish?.static || !clientFinish.payload) throw new Error('The client finish lacks a part');
    const clientKey = this.#decrypt(clientFinish.static);
    this.#mix(this.#ephemeral.private, clientKey);
    const payload = proto.ClientPayload.decode(this.#decrypt(clientFinish.payload));
    const [clientWrites, serverWrites] = this.#derive(Buffer.alloc(0));
    return {
      clientKey,
      payload,
      inbound: new CountingCipher(clientWrites),
      outbound: new CountingCipher(serverWrites),
    };
  }

  #authenticate(bytes: Uint8Array): void {
    this.#hash = createHash('sha256').update(this.#hash).update(bytes).digest();
  }

  #mix(privateKey: Uint8Array, publicKey: Uint8Array): void {
    const [salt, key] = this.#derive(Curve.sharedKey(privateKey, publicKey));
    this.#salt = salt;
    this.#cipher = new CountingCipher(key);
  }

  #derive(material: Buffer): readonly [Buffer, Buffer] {
    const bytes = Buffer.from(hkdf(material, 2 * KEY_BYTES, { salt: this.#salt, info: '' }));
    return [bytes.subarray(0, KEY_BYTES), bytes.subarray(KEY_BYTES)];
  }

  #encrypt(plaintext: Uint8Array): Buffer {
    const ciphertext = this.#cipher.encrypt(plaintext, this.#hash);
    this.#authenticate(ciphertext);
    return ciphertext;
  }

  #decrypt(ciphertext: Uint8Array): Buffer {
    const plaintext = this.#cipher.decrypt(ciphertext, this.#hash);
    this.#authenticate(ciphertext);
    return plaintext;
  }
}

function requiredKey(key: Uint8Array | null | undefined, where: string): Buffer {
  if (key?.length !== KEY_BYTES) throw new Error(`The ${where} lacks a key`);
  return Buffer.from(key);
}
