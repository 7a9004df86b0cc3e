import { z } from 'zod';

/**
 * Every error a caller can get: its HTTP status, its title, and a hint on what to do.
 * A code is a promise: it is never renamed and never changes its meaning.
 */
export const errorCodes = {
  invalid_request: { status: 400, title: 'The request is not valid', hint: 'See `errors` for each field.' },
  malformed_json: { status: 400, title: 'The body is not valid JSON', hint: 'Send one JSON value in UTF-8.' },
  invalid_cursor: {
    status: 400,
    title: 'The cursor is not valid',
    hint: 'Use `nextCursor` as it was given, with the same filters.',
  },
  unauthenticated: {
    status: 401,
    title: 'Authentication is required',
    hint: 'Send `Authorization: Bearer` with an access token or an API key.',
  },
  invalid_credentials: {
    status: 401,
    title: 'The sign-in was refused',
    hint: 'Check the tenant, the email and the password.',
  },
  invalid_refresh_token: {
    status: 401,
    title: 'The refresh token is not valid',
    hint: 'Sign in again with POST /auth/login.',
  },
  token_expired: {
    status: 401,
    title: 'The token has expired',
    hint: 'Get a new one with POST /auth/refresh.',
  },
  invalid_signature: {
    status: 401,
    title: 'The signature does not match',
    hint: 'Sign the raw body with the app secret of this instance.',
  },
  forbidden: { status: 403, title: 'Not allowed', hint: 'Ask for the permission that `detail` names.' },
  not_found: {
    status: 404,
    title: 'Not found',
    hint: 'Check the id; what belongs to another tenant is not found either.',
  },
  conflict: { status: 409, title: 'It conflicts with what is there', hint: 'See `detail`.' },
  idempotency_in_flight: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    hint: 'Try again in a second with the same key.',
  },
  message_not_cancellable: {
    status: 409,
    title: 'The message can no longer be cancelled',
    hint: 'Only a message that waits can be cancelled.',
  },
  message_not_resendable: {
    status: 409,
    title: 'The message cannot be sent again',
    hint: 'Only a failed message or one in doubt can be sent again.',
  },
  instance_not_connected: {
    status: 409,
    title: 'The instance is not connected',
    hint: 'Call POST /instances/:id/connect first.',
  },
  qr_not_used: {
    status: 409,
    title: 'This channel has no QR code',
    hint: 'A number on the Cloud API connects with its access token: POST /instances/:id/connect.',
  },
  qr_not_available: {
    status: 409,
    title: 'There is no QR code at the moment',
    hint: 'See GET /instances/:id/status for what it waits for; POST /instances/:id/connect asks for a new code.',
  },
  session_not_open: {
    status: 409,
    title: 'The session of this number is not open',
    hint: 'See GET /instances/:id/status; POST /instances/:id/connect opens it.',
  },
  event_not_kept: {
    status: 410,
    title: 'The event to go on from is not there',
    hint: 'It is older than the retention, or never was. Read GET /events for what happened since, then open the stream without it.',
  },
  payload_too_large: { status: 413, title: 'The body is too large', hint: 'See the limit in `detail`.' },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not accepted',
    hint: 'See `detail` for what is.',
  },
  range_not_satisfiable: {
    status: 416,
    title: 'The file has no such part',
    hint: 'See its size in Content-Range.',
  },
  idempotency_mismatch: {
    status: 422,
    title: 'This Idempotency-Key was used with another body',
    hint: 'Use a new key for a new request.',
  },
  channel_unavailable: {
    status: 422,
    title: 'This channel is not available',
    hint: 'Use `channel: "cloud"`, or install the optional dependency that numbers with a QR code need.',
  },
  not_supported_by_channel: {
    status: 422,
    title: 'The channel of this instance cannot do this',
    hint: 'See `detail`.',
  },
  window_closed: {
    status: 422,
    title: 'The 24-hour window of this conversation is closed',
    hint: 'Send an approved template; `templates` names those that would do.',
  },
  recipient_invalid: {
    status: 422,
    title: 'The recipient is not a valid number',
    hint: 'Use E.164, for example +5511999999999.',
  },
  recipient_opted_out: {
    status: 422,
    title: 'The recipient opted out',
    hint: 'Write only after they opt in again.',
  },
  contact_blocked: {
    status: 422,
    title: 'The contact is blocked',
    hint: 'Unblock it first: PATCH /contacts/:id with `isBlocked: false`.',
  },
  media_invalid: {
    status: 422,
    title: 'The media cannot be sent',
    hint: 'See `detail` for the types and sizes WhatsApp takes.',
  },
  address_not_allowed: {
    status: 422,
    title: 'This address is not allowed',
    hint: 'Use a public https address; an operator can allow private ranges with RECADO_EGRESS_ALLOW.',
  },
  agent_limit_reached: {
    status: 422,
    title: 'The instance has all the agents it may have',
    hint: 'Raise `maxAgents` or remove an agent.',
  },
  provider_refused: { status: 422, title: 'WhatsApp refused', hint: 'See `detail` for its reason.' },
  rate_limited: { status: 429, title: 'Too many requests', hint: 'Wait for the seconds in Retry-After.' },
  too_many_streams: {
    status: 429,
    title: 'The tenant has as many event streams open as it may',
    hint: 'Close streams that nobody reads: one carries all events, and may be shared.',
  },
  queue_full: {
    status: 429,
    title: 'The instance has too many messages waiting',
    hint: 'Wait for the seconds in Retry-After.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    hint: 'Try again; if it stays, give the operator `requestId`.',
  },
  provider_unreachable: {
    status: 502,
    title: 'WhatsApp could not be reached',
    hint: 'Try again in a moment.',
  },
  session_unreachable: {
    status: 504,
    title: 'The process that holds the session did not answer in time',
    hint: 'See whether it was done before you try again.',
  },
  unavailable: {
    status: 503,
    title: 'Not available at the moment',
    hint: 'Wait for the seconds in Retry-After.',
  },
} as const satisfies Record<string, { status: number; title: string; hint: string }>;

export type ErrorCode = keyof typeof errorCodes;

// eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- Object.keys forgets the names it gives
export const ErrorCode = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]).meta({
  id: 'ErrorCode',
  description: 'Stable code of an error.',
});

/** The body of every error: RFC 9457 problem details with a stable code. */
export const Problem = z
  .object({
    type: z.string().describe('Address of the page that explains the code'),
    title: z.string(),
    status: z.int(),
    code: ErrorCode,
    detail: z.string().optional().describe('What went wrong this time'),
    hint: z.string().describe('What to do about it'),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('For invalid input: each field and what is wrong with it'),
    requestId: z.string().optional(),
    templates: z.array(z.string()).optional().describe('For window_closed: templates that would do'),
    existingId: z.uuid().optional().describe('For conflict: the id of what is there already'),
  })
  .meta({
    id: 'Problem',
    example: {
      type: '/docs/errors#invalid_request',
      title: 'The request is not valid',
      status: 400,
      code: 'invalid_request',
      hint: 'See `errors` for each field.',
      errors: [{ path: 'recipient', message: 'Required' }],
      requestId: '0198f3c0-0000-7000-8000-000000000000',
    },
  });
export type Problem = z.infer<typeof Problem>;
