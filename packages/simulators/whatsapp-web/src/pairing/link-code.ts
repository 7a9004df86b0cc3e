import { randomBytes } from 'node:crypto';
import {
  Curve,
  type KeyPair,
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  derivePairingCodeKey,
  hkdf,
} from 'baileys';

const SALT_BYTES = 32;
const WRAP_IV_BYTES = 16;
const BUNDLE_IV_BYTES = 12;
const KEY_BYTES = 32;

/** A public key under the code: salt, IV and ciphertext. */
export async function wrapKey(publicKey: Uint8Array, code: string): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(WRAP_IV_BYTES);
  return Buffer.concat([salt, iv, aesEncryptCTR(publicKey, await derivePairingCodeKey(code, salt), iv)]);
}

/** The key that was wrapped; with another code some other bytes. */
export async function unwrapKey(wrapped: Buffer, code: string): Promise<Buffer> {
  const salt = wrapped.subarray(0, SALT_BYTES);
  const iv = wrapped.subarray(SALT_BYTES, SALT_BYTES + WRAP_IV_BYTES);
  return aesDecryptCTR(
    wrapped.subarray(SALT_BYTES + WRAP_IV_BYTES),
    await derivePairingCodeKey(code, salt),
    iv,
  );
}

/** The phone's keys in a pairing by code. */
export interface PhoneKeys {
  readonly ephemeral: KeyPair;
  readonly identity: KeyPair;
}

/** What the companion sends to finish: its identity key, and a bundle that only the phone can open. */
export interface CompanionFinish {
  readonly companionEphemeral: Buffer;
  readonly companionIdentity: Buffer;
  readonly wrappedBundle: Buffer;
}

/** The secret that phone and companion now share. Throws when the code that was typed is not the companion's. */
export function agreeOnSecret(phone: PhoneKeys, finish: CompanionFinish): Buffer {
  const { companionEphemeral, companionIdentity, wrappedBundle } = finish;
  const shared = Curve.sharedKey(phone.ephemeral.private, companionEphemeral);
  const salt = wrappedBundle.subarray(0, SALT_BYTES);
  const iv = wrappedBundle.subarray(SALT_BYTES, SALT_BYTES + BUNDLE_IV_BYTES);
  const key = hkdf(shared, KEY_BYTES, { salt, info: 'link_code_pairing_key_bundle_encryption_key' });
  const bundle = aesDecryptGCM(
    wrappedBundle.subarray(SALT_BYTES + BUNDLE_IV_BYTES),
    key,
    iv,
    Buffer.alloc(0),
  );
  const [identity, phoneIdentity, random] = [0, 1, 2].map((part) =>
    bundle.subarray(part * KEY_BYTES, (part + 1) * KEY_BYTES),
  );
  if (!identity?.equals(companionIdentity) || !phoneIdentity?.equals(phone.identity.public) || !random)
    throw new Error('The companion’s bundle holds other keys');
  const identityShared = Curve.sharedKey(phone.identity.private, companionIdentity);
  return Buffer.from(
    hkdf(Buffer.concat([shared, identityShared, random]), KEY_BYTES, { info: 'adv_secret' }),
  );
}
