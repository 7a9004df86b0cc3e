import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { TenantId } from '@recado/contracts';

/** Where a secret is kept. An envelope opens only in the place it was sealed for. */
export interface SecretPlace {
  tenantId: TenantId;
  table: string;
  column: string;
  rowId: string;
}

const VERSION = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;

interface BoxKey {
  id: Buffer;
  key: Buffer;
}

function boxKey(secretKey: Buffer): BoxKey {
  return {
    id: createHash('sha256').update('recado key id').update(secretKey).digest().subarray(0, KEY_ID_BYTES),
    key: Buffer.from(hkdfSync('sha256', secretKey, '', 'recado secrets at rest', 32)),
  };
}

const placeText = (place: SecretPlace): Buffer =>
  Buffer.from(JSON.stringify([place.tenantId, place.table, place.column, place.rowId]));

/**
 * Seals secrets at rest: AES-256-GCM, bound to tenant, table, column and row.
 * An envelope is version (1 byte), key id (4), iv (12), tag (16), ciphertext; so keys can be rotated.
 */
export class SecretBox {
  readonly #current: BoxKey;
  readonly #keys: BoxKey[];

  /** @param secretKeys the key that seals, then older ones that only open; 32 bytes each */
  constructor(secretKeys: [Buffer, ...Buffer[]]) {
    this.#keys = secretKeys.map(boxKey);
    this.#current = boxKey(secretKeys[0]);
  }

  seal(secret: string | Buffer, place: SecretPlace): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#current.key, iv).setAAD(placeText(place));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), this.#current.id, iv, cipher.getAuthTag(), sealed]);
  }

  /** @throws when the envelope was sealed with an unknown key, for another place, or was changed */
  open(envelope: Buffer, place: SecretPlace): Buffer {
    const id = envelope.subarray(1, HEADER_BYTES);
    const known = this.#keys.find((candidate) => candidate.id.equals(id));
    if (envelope[0] !== VERSION || known === undefined)
      throw new Error('The secret was sealed with a key that this process does not have');
    const iv = envelope.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES);
    const tag = envelope.subarray(HEADER_BYTES + IV_BYTES, HEADER_BYTES + IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', known.key, iv).setAAD(placeText(place)).setAuthTag(tag);
    return Buffer.concat([
      decipher.update(envelope.subarray(HEADER_BYTES + IV_BYTES + TAG_BYTES)),
      decipher.final(),
    ]);
  }
}
