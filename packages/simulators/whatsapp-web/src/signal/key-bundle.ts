import { encodeBigEndian } from 'baileys';
import type { NumberedKey, SignedPreKey } from '../accounts/key-bundle.ts';
import { bytesOf, childOf, type Stanza, stanza } from '../stream/stanza.ts';

/** What another device needs to start a Signal session with a device; each holds a one-time prekey of its own. */
export interface PreKeyBundle {
  readonly registrationId: number;
  /** Identity key, 32 bytes. */
  readonly identityKey: Uint8Array;
  readonly signedPreKey: SignedPreKey;
  /** Absent once the device has run out of them. */
  readonly preKey?: NumberedKey | undefined;
}

const CURVE_25519 = Buffer.from([5]);

/** The bundle as stanzas carry it: in the answer to `encrypt get key`, and inside a retry receipt's `<keys>`. */
export function preKeyBundleStanzas(bundle: PreKeyBundle): Stanza[] {
  const { signedPreKey, preKey } = bundle;
  return [
    stanza('type', {}, CURVE_25519),
    stanza('identity', {}, bundle.identityKey),
    stanza('skey', {}, [...keyStanzas(signedPreKey), stanza('signature', {}, signedPreKey.signature)]),
    ...(preKey ? [stanza('key', {}, keyStanzas(preKey))] : []),
  ];
}

/** `<registration>`, which stands beside the keys. */
export function registrationStanza(registrationId: number): Stanza {
  return stanza('registration', {}, encodeBigEndian(registrationId));
}

/** The bundle that a client adds to a retry receipt when its session is broken; undefined when it added none. */
export function preKeyBundleOfRetry(receipt: Stanza): PreKeyBundle | undefined {
  const keys = childOf(receipt, 'keys');
  const signed = childOf(keys, 'skey');
  if (!keys || !signed) return undefined;
  const preKey = childOf(keys, 'key');
  return {
    registrationId: numberIn(childOf(receipt, 'registration')),
    identityKey: bytesOf(childOf(keys, 'identity')),
    signedPreKey: { ...numberedKeyOf(signed), signature: bytesOf(childOf(signed, 'signature')) },
    preKey: preKey && numberedKeyOf(preKey),
  };
}

function keyStanzas(key: NumberedKey): Stanza[] {
  return [stanza('id', {}, encodeBigEndian(key.id, 3)), stanza('value', {}, key.publicKey)];
}

function numberedKeyOf(key: Stanza): NumberedKey {
  return { id: numberIn(childOf(key, 'id')), publicKey: bytesOf(childOf(key, 'value')) };
}

function numberIn(element: Stanza | undefined): number {
  const bytes = bytesOf(element);
  return bytes.length > 0 ? bytes.readUIntBE(0, Math.min(bytes.length, 6)) : 0;
}
