import { createHmac } from 'node:crypto';
import type { EventId } from '@recado/contracts';

const PREFIX = 'whsec_';

/** Bytes of a generated key; Standard Webhooks asks for 24 to 64. */
export const SECRET_BYTES = 32;

/** The Standard Webhooks form of a key: `whsec_` and the bytes in base64. */
export const standardSecret = (key: Buffer): string => PREFIX + key.toString('base64');

/** Takes a secret as a caller may give it: in standard form, or any text, whose bytes then are the key. */
export const toStandardSecret = (given: string): string =>
  given.startsWith(PREFIX) ? given : standardSecret(Buffer.from(given));

export interface SignedRequest {
  eventId: EventId;
  /** Unix time of this attempt, in seconds. */
  timestampSeconds: number;
  /** The exact body. */
  body: string;
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64');

/**
 * The headers that prove a request to its receiver (Standard Webhooks 1.0).
 * @param secrets in standard form; each signs, so that receivers may hold any one of them
 */
export function signatureHeaders(
  secrets: string | readonly string[],
  request: SignedRequest,
): Record<string, string> {
  const timestamp = String(request.timestampSeconds);
  const signed = `${request.eventId}.${timestamp}.${request.body}`;
  const signatures = [secrets]
    .flat()
    .map((secret) => `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`);
  return {
    'webhook-id': request.eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** The header by which Meta's webhooks are proven: the HMAC of the body alone, which says nothing of when it was sent. */
export const hubSignatureHeader = (secret: string, body: string): Record<string, string> => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', keyOf(secret)).update(body).digest('hex')}`,
});
