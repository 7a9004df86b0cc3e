import { base64Bytes } from './base64-bytes.ts';
import { rawBodyBytes } from './raw-body.ts';
import { signaturesMatch } from './signatures-match.ts';
import type { WebhookSecrets } from './signing-keys.ts';
import { readEvent, type WebhookEvent } from './webhook-event.ts';
import { requiredHeader, type WebhookHeaders } from './webhook-headers.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

/** A request as it arrived. */
export interface ReceivedWebhook {
  /** `request.headers`, of `fetch` or of Node. */
  headers: WebhookHeaders;
  /** The raw body, such as `await request.text()`: JSON that was parsed and written again has other bytes. */
  body: string | Uint8Array;
}

export type VerifyWebhookOptions = WebhookSecrets &
  ReceivedWebhook & {
    /** How far `webhook-timestamp` may be from now, in seconds; 300 unless given. */
    toleranceSeconds?: number;
    /** The time it is; the clock's unless given. */
    now?: Date;
  };

const SIGNATURE_PREFIX = 'v1,';

/** The signatures of the version that is known, out of those that a header holds. */
function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ')
    .filter((entry) => entry.startsWith(SIGNATURE_PREFIX))
    .flatMap((entry) => base64Bytes(entry.slice(SIGNATURE_PREFIX.length)) ?? []);
}

/** @throws WebhookVerificationError `bad_timestamp`, `too_old` or `too_new` */
function checkTimestamp(timestamp: string, { toleranceSeconds = 300, now = new Date() }: Tolerance): void {
  if (!/^\d{1,15}$/.test(timestamp)) {
    throw new WebhookVerificationError('bad_timestamp', 'webhook-timestamp is not a Unix time in seconds');
  }
  const ageSeconds = Math.floor(now.getTime() / 1000) - Number(timestamp);
  // Written so that a tolerance or a time that is not a number accepts nothing.
  if (!(ageSeconds <= toleranceSeconds)) {
    throw new WebhookVerificationError(
      'too_old',
      `The request was signed ${ageSeconds} s ago: it is a repetition, or the clock here is wrong`,
    );
  }
  if (!(ageSeconds >= -toleranceSeconds)) {
    throw new WebhookVerificationError(
      'too_new',
      `The request was signed ${-ageSeconds} s ahead of the time here: one of the clocks is wrong`,
    );
  }
}

type Tolerance = Pick<VerifyWebhookOptions, 'toleranceSeconds' | 'now'>;

/**
 * Verifies a request that is signed as Standard Webhooks 1.0 says, whatever its body holds, such as a turn of an agent of type
 * `http`. For events there is `verifyWebhook`.
 * @throws WebhookVerificationError
 */
export async function verifySignature({ headers, body, ...options }: VerifyWebhookOptions): Promise<void> {
  const bodyBytes = rawBodyBytes(body);
  const id = requiredHeader(headers, 'webhook-id');
  const timestamp = requiredHeader(headers, 'webhook-timestamp');
  checkTimestamp(timestamp, options);
  const signatures = signaturesIn(requiredHeader(headers, 'webhook-signature'));
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const signed = new Uint8Array(head.length + bodyBytes.length);
  signed.set(head);
  signed.set(bodyBytes, head.length);
  if (await signaturesMatch(options, { signed, signatures })) return;
  throw new WebhookVerificationError(
    'no_match',
    'No signature fits: the secret is another webhook’s, or the body is not the bytes that arrived',
  );
}

/**
 * Verifies a webhook of Recado and gives its event. Runs wherever there is Web Crypto: Node 20, browsers, edge runtimes.
 * @throws WebhookVerificationError when the request must not be believed; answer it with 400 or 401
 */
export async function verifyWebhook(options: VerifyWebhookOptions): Promise<WebhookEvent> {
  await verifySignature(options);
  return readEvent(rawBodyBytes(options.body));
}
