/**
 * Why a request was not accepted.
 * - `missing_header`: a header of the signature is absent or empty; the request is not from Recado, or a proxy dropped it
 * - `bad_timestamp`: `webhook-timestamp` is not a Unix time in seconds
 * - `too_old`, `too_new`: signed longer ago, or further ahead, than the tolerance; a repeated request, or a clock that is wrong
 * - `no_match`: no signature was made with your secret over these bytes
 * - `bad_secret`: your own secret cannot be a key, whatever the request is
 * - `bad_body`: what was given as the body is not the raw body, or what was signed is not an event
 */
export type WebhookVerificationCode =
  'missing_header' | 'bad_timestamp' | 'too_old' | 'too_new' | 'no_match' | 'bad_secret' | 'bad_body';

/** Thrown by everything that verifies; `code` is stable, `message` is for people. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
  readonly code: WebhookVerificationCode;

  constructor(code: WebhookVerificationCode, message: string) {
    super(message);
    this.code = code;
  }
}
