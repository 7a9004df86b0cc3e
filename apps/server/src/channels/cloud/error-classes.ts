/**
 * What an error code of the Cloud API means for a message and its instance.
 * Codes and meanings: Meta's page "Error codes" (WhatsApp Business Platform, September 2026).
 */
export type ErrorClass =
  /** Not sent for a reason that passes. `scope` says what waits, `retryAfterMs` how long at least. */
  | { kind: 'transient'; scope: 'message' | 'recipient' | 'instance'; retryAfterMs?: number }
  /** This message will never go out like this; others may. */
  | { kind: 'permanent' }
  /** Nothing of this instance goes out until a person does something at Meta or here. */
  | { kind: 'pauses' };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const permanent: ErrorClass = { kind: 'permanent' };
const pauses: ErrorClass = { kind: 'pauses' };
const transient = (scope: 'message' | 'recipient' | 'instance', retryAfterMs?: number): ErrorClass => ({
  kind: 'transient',
  scope,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

const classes: ReadonlyMap<number, ErrorClass> = new Map<number, ErrorClass>([
  // Access: the token, the app or its permissions.
  [0, pauses],
  [3, pauses],
  [10, pauses],
  [102, pauses],
  [104, pauses],
  [190, pauses],
  [131005, pauses],
  // The number or the account: deleted, restricted, locked, not registered, not paid.
  [33, pauses],
  [368, pauses],
  [803, pauses],
  [130497, pauses],
  [131031, pauses],
  [131042, pauses],
  [131045, pauses],
  [133000, pauses],
  [133005, pauses],
  [133006, pauses],
  [133008, pauses],
  [133009, pauses],
  [133010, pauses],
  [133015, pauses],
  [133016, pauses],
  // The service is unwell.
  [1, transient('message')],
  [2, transient('instance')],
  [131000, transient('message')],
  [131016, transient('instance')],
  [131057, transient('instance', 10 * SECOND_MS)],
  [133004, transient('instance')],
  [2494100, transient('instance', 10 * SECOND_MS)],
  // Too fast.
  [4, transient('instance', MINUTE_MS)],
  [17, transient('instance', MINUTE_MS)],
  [80007, transient('instance', MINUTE_MS)],
  [130429, transient('instance', SECOND_MS)],
  // Too many of the number's messages were blocked or flagged: sending on at once would make it worse.
  [131048, transient('instance', 15 * MINUTE_MS)],
  // About one message in 6 s to the same user.
  [131056, transient('recipient', 6 * SECOND_MS)],
  // The message, its template, or its recipient.
  [100, permanent],
  [130403, permanent],
  [130472, permanent],
  [131008, permanent],
  [131009, permanent],
  [131021, permanent],
  [131026, permanent],
  [131037, permanent],
  [131047, permanent],
  [131049, permanent],
  [131050, permanent],
  [131051, permanent],
  [131052, permanent],
  [131053, permanent],
  [131055, permanent],
  [131060, permanent],
  [131062, permanent],
  [131063, permanent],
  [131064, permanent],
  [132000, permanent],
  [132001, permanent],
  [132005, permanent],
  [132007, permanent],
  [132012, permanent],
  [132015, permanent],
  [132016, permanent],
  [132018, permanent],
  [132068, permanent],
  [132069, permanent],
  [134011, permanent],
  [134100, permanent],
  [134101, permanent],
  [134102, permanent],
  [135000, permanent],
]);

const isPermissionCode = (code: number): boolean => code >= 200 && code <= 299;

/** The class of a code; a code that Meta adds later is permanent unless Meta calls it transient. */
export function errorClassOf(code: number, isTransient = false): ErrorClass {
  if (isPermissionCode(code)) return pauses;
  return classes.get(code) ?? (isTransient ? transient('message') : permanent);
}
