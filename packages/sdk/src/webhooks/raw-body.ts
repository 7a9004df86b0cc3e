import { WebhookVerificationError } from './webhook-verification-error.ts';

/**
 * The bytes of a body.
 * @param body what a caller gives as the raw body; whoever does not use TypeScript may give anything
 * @throws WebhookVerificationError `bad_body` when it is neither text nor bytes
 */
export function rawBodyBytes(body: unknown): Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  // Bytes of another realm, such as a test runner's, are no instance of this one's Uint8Array.
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  }
  throw new WebhookVerificationError(
    'bad_body',
    'The body is neither a string nor bytes: give it as it arrived, before anything parses it as JSON',
  );
}
