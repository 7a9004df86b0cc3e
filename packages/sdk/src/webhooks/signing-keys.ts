import { base64Bytes } from './base64-bytes.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

/** The secret of the webhook, or several of which any may have signed: what is in force while you change from one to the other. */
export type WebhookSecrets =
  { secret: string; secrets?: undefined } | { secret?: undefined; secrets: readonly string[] };

export type SigningKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const PREFIX = 'whsec_';
// Recado takes keys of 16 to 64 bytes; less is a variable that was empty or cut off.
const LEAST_KEY_BYTES = 16;

const badSecret = (message: string): WebhookVerificationError =>
  new WebhookVerificationError('bad_secret', message);

/** The bytes of the key: `whsec_` and base64, or any text, which is then the key itself, as when a webhook is created. */
function keyBytes(secret: unknown): Uint8Array<ArrayBuffer> {
  if (typeof secret !== 'string') {
    throw badSecret('The secret is not a string: is the environment variable set that it comes from?');
  }
  const bytes = secret.startsWith(PREFIX)
    ? base64Bytes(secret.slice(PREFIX.length))
    : new TextEncoder().encode(secret);
  if (bytes === undefined) throw badSecret('What follows whsec_ in the secret is not base64');
  if (bytes.length >= LEAST_KEY_BYTES) return bytes;
  throw badSecret('The secret is too short: it is the whole of `secret` in the answer of POST /webhooks');
}

/** @throws WebhookVerificationError `bad_secret` */
export async function importKeys({ secret, secrets }: WebhookSecrets): Promise<SigningKey[]> {
  const given: readonly unknown[] = secrets ?? [secret];
  if (given.length === 0) throw badSecret('No secret was given');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return Promise.all(
    given.map((each) => crypto.subtle.importKey('raw', keyBytes(each), algorithm, false, ['sign', 'verify'])),
  );
}
