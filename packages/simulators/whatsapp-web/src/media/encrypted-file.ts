import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { getMediaKeys, type MediaType } from 'baileys';

/** What a message says about its file: where it is, and how to decrypt and check it. */
export interface FileFacts {
  readonly url: string;
  readonly directPath: string;
  readonly mediaKey: Uint8Array;
  readonly mediaKeyTimestamp: number;
  readonly fileSha256: Uint8Array;
  readonly fileEncSha256: Uint8Array;
  readonly fileLength: number;
}

const MAC_BYTES = 10;

/** Encrypts a file as clients do: AES-256-CBC with a key of its own, and a MAC of ten bytes at the end. */
export async function encryptFile(
  bytes: Uint8Array,
  type: MediaType,
): Promise<{
  readonly encrypted: Buffer;
  readonly facts: Pick<FileFacts, 'mediaKey' | 'fileSha256' | 'fileEncSha256' | 'fileLength'>;
}> {
  const mediaKey = randomBytes(32);
  const { iv, cipherKey, macKey } = await keysFor(mediaKey, type);
  const cipher = createCipheriv('aes-256-cbc', cipherKey, iv);
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const mac = createHmac('sha256', macKey).update(iv).update(ciphertext).digest().subarray(0, MAC_BYTES);
  const encrypted = Buffer.concat([ciphertext, mac]);
  return {
    encrypted,
    facts: {
      mediaKey,
      fileSha256: sha256(bytes),
      fileEncSha256: sha256(encrypted),
      fileLength: bytes.length,
    },
  };
}

/** Decrypts a file; throws when it was changed or the key is another one's. */
export async function decryptFile(encrypted: Buffer, mediaKey: Uint8Array, type: MediaType): Promise<Buffer> {
  const { iv, cipherKey, macKey } = await keysFor(mediaKey, type);
  const ciphertext = encrypted.subarray(0, -MAC_BYTES);
  const mac = createHmac('sha256', macKey).update(iv).update(ciphertext).digest().subarray(0, MAC_BYTES);
  if (!mac.equals(encrypted.subarray(-MAC_BYTES))) throw new Error('The file does not match its MAC');
  const decipher = createDecipheriv('aes-256-cbc', cipherKey, iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

async function keysFor(
  mediaKey: Uint8Array,
  type: MediaType,
): Promise<{ iv: Uint8Array; cipherKey: Uint8Array; macKey: Uint8Array }> {
  const { iv, cipherKey, macKey } = await getMediaKeys(mediaKey, type);
  if (!macKey) throw new Error('There is no key for the MAC');
  return { iv, cipherKey, macKey };
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
