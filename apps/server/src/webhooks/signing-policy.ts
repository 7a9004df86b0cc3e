import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** Bytes of a generated key; Standard Webhooks asks for 24 to 64. */
export const SECRET_BYTES = 32;

/** The Standard Webhooks form of a key: `whsec_` and the bytes in base64. */
export const standardSecret = (key: Buffer): string => PREFIX + key.toString('base64');

/** Takes a secret as a caller may give it: in standard form, or any text, whose bytes then are the key. */
export const toStandardSecret = (given: string): string =>
  given.startsWith(PREFIX) ? given : standardSecret(Buffer.from(given));

export interface SignedRequest {
  /** The `webhook-id`: the same in each attempt. */
  eventId: string;
  /** Unix time of this attempt, in seconds. */
  timestampSeconds: number;
  /** The exact body. */
  body: string;
}

/** The headers that prove a request to its receiver (Standard Webhooks 1.0). */
export function signatureHeaders(secret: string, request: SignedRequest): Record<string, string> {
  const timestamp = String(request.timestampSeconds);
  const mac = createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(`${request.eventId}.${timestamp}.${request.body}`)
    .digest('base64');
  return { 'webhook-id': request.eventId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` };
}
