import { rawBodyBytes } from './raw-body.ts';
import { signaturesMatch } from './signatures-match.ts';
import type { WebhookSecrets } from './signing-keys.ts';
import type { ReceivedWebhook } from './verify-webhook.ts';
import { readEvent, type WebhookEvent } from './webhook-event.ts';
import { requiredHeader } from './webhook-headers.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

export type VerifyHubSignatureOptions = WebhookSecrets & ReceivedWebhook;

const noMatch = (message: string): WebhookVerificationError =>
  new WebhookVerificationError('no_match', message);

/** The bytes of `sha256=` and 64 hexadecimal digits. */
function signatureIn(header: string): Uint8Array<ArrayBuffer> {
  const digits = /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1];
  if (digits === undefined) throw noMatch('x-hub-signature-256 is not sha256= and 64 hexadecimal digits');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * Verifies `x-hub-signature-256`, the signature of Meta's webhooks, which a webhook with `hubSignature` sends too. It proves the
 * body alone and says nothing of when it was sent: a request that somebody recorded can be repeated for ever. Prefer `verifyWebhook`.
 * During a rotation only the new secret signs it: give both as `secrets`.
 * @throws WebhookVerificationError `missing_header`, `no_match`, `bad_secret` or `bad_body`
 */
export async function verifyHubSignature({
  headers,
  body,
  ...secrets
}: VerifyHubSignatureOptions): Promise<WebhookEvent> {
  const signed = rawBodyBytes(body);
  const signature = signatureIn(requiredHeader(headers, 'x-hub-signature-256'));
  if (await signaturesMatch(secrets, { signed, signatures: [signature] })) return readEvent(signed);
  throw noMatch(
    'The signature does not fit: the secret is another one, or the body is not the bytes that arrived',
  );
}
