import { createHash } from 'node:crypto';
import { type NumberedKey, type SignedPreKey, owned } from '../accounts/key-bundle.ts';
import { bigEndian } from '../pairing/registration.ts';
import type { Platform } from '../platform.ts';
import { type Stanza, bytesOf, childOf, childrenOf, stanza } from '../stream/stanza.ts';

/** A client uploads its Signal keys, counts and checks them. Handing them out to others belongs to messaging. */
export function installKeyQueries({ router }: Platform): void {
  router.onIq('encrypt', 'count', ({ companion }) => [
    stanza('count', { value: companion.keys.preKeys.count }),
  ]);
  router.onIq('encrypt', 'digest', ({ companion }) => {
    const { keys } = companion;
    const hash = createHash('sha1').update(keys.identityKey).update(keys.signedPreKey.publicKey).digest();
    return [
      stanza('digest', {}, [
        stanza('registration', {}, bigEndianBytes(keys.registrationId, 4)),
        stanza('type', {}, Buffer.from([5])),
        stanza('identity', {}, keys.identityKey),
        stanza('skey', {}, [
          stanza('id', {}, bigEndianBytes(keys.signedPreKey.id, 3)),
          stanza('value', {}, keys.signedPreKey.publicKey),
          stanza('signature', {}, keys.signedPreKey.signature),
        ]),
        stanza('hash', {}, hash),
      ]),
    ];
  });
  router.onIq('encrypt', 'registration', ({ companion }, iq) => {
    const { keys } = companion;
    keys.registrationId = bigEndian(bytesOf(childOf(iq, 'registration')));
    keys.identityKey = owned(bytesOf(childOf(iq, 'identity')));
    keys.signedPreKey = signedPreKeyIn(iq) ?? keys.signedPreKey;
    keys.preKeys.add(childrenOf(childOf(iq, 'list'), 'key').map(numberedKeyIn));
    return [];
  });
  router.onIq('encrypt', 'rotate', ({ companion }, iq) => {
    companion.keys.signedPreKey = signedPreKeyIn(childOf(iq, 'rotate')) ?? companion.keys.signedPreKey;
    return [];
  });
}

function numberedKeyIn(key: Stanza): NumberedKey {
  return { id: bigEndian(bytesOf(childOf(key, 'id'))), publicKey: bytesOf(childOf(key, 'value')) };
}

function signedPreKeyIn(parent: Stanza | undefined): SignedPreKey | undefined {
  const key = childOf(parent, 'skey');
  if (!key) return undefined;
  const { id, publicKey } = numberedKeyIn(key);
  return { id, publicKey: owned(publicKey), signature: owned(bytesOf(childOf(key, 'signature'))) };
}

/** A number as bytes, the most significant first. */
function bigEndianBytes(number: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(number, 0, length);
  return bytes;
}
