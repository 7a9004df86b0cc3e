import type { Webhooks } from '../generated/types.gen.ts';
import { WebhookVerificationError } from './webhook-verification-error.ts';

/**
 * The envelope of an event; `type` tells what `data` is. Fields are only ever added, and a newer server may send types that this
 * version of the SDK does not know: let a `switch` over `type` end in a `default` that ignores them.
 */
export type WebhookEvent = Webhooks['body'];

/** The envelope of one type, such as `WebhookEventOf<'message.received'>`. */
export type WebhookEventOf<Type extends WebhookEvent['type']> = WebhookEvent & { type: Type };

const isEvent = (value: unknown): value is WebhookEvent =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'type' in value &&
  typeof value.type === 'string' &&
  'data' in value;

/**
 * Reads the event that verified bytes hold.
 * @throws WebhookVerificationError `bad_body` when they hold something else
 */
export function readEvent(body: Uint8Array<ArrayBuffer>): WebhookEvent {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isEvent(value)) return value;
  } catch {
    // What is not JSON is no event either.
  }
  throw new WebhookVerificationError('bad_body', 'The signature is right, and the body is not an event');
}
