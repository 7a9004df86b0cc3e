import { importKeys, type WebhookSecrets } from './signing-keys.ts';

/** The bytes that were signed, and the signatures that came with them. */
export interface SignedBytes {
  signed: Uint8Array<ArrayBuffer>;
  signatures: readonly Uint8Array<ArrayBuffer>[];
}

/**
 * Whether one of the signatures is the HMAC-SHA256 of the bytes by one of the secrets. The time it takes tells nothing about
 * the right signature: HMACs are compared by the HMACs of them. The bytes are read once for each secret, however many signatures there are.
 * @throws WebhookVerificationError `bad_secret`
 */
export async function signaturesMatch(
  secrets: WebhookSecrets,
  { signed, signatures }: SignedBytes,
): Promise<boolean> {
  const keys = await importKeys(secrets);
  const matches = keys.map(async (key) => {
    const expected = await crypto.subtle.sign('HMAC', key, signed);
    const expectedAgain = await crypto.subtle.sign('HMAC', key, expected);
    const each = signatures.map((given) => crypto.subtle.verify('HMAC', key, expectedAgain, given));
    return (await Promise.all(each)).includes(true);
  });
  return (await Promise.all(matches)).includes(true);
}
