/** A delay in milliseconds, or the two ends of a range from which each delay is drawn. */
export type Delay = number | readonly [minMs: number, maxMs: number];

/** How the simulator behaves where Meta's behaviour varies or is slow. */
export interface Behaviour {
  /** From acceptance to the `sent` status. */
  sentDelayMs: Delay;
  /** From `sent` to `delivered`. */
  deliveredDelayMs: Delay;
  /** From `delivered` to `read`, for customers who read. */
  readDelayMs: Delay;
  /** From `read` to the reply of a customer with an `autoReply`. */
  replyDelayMs: Delay;
  /** Whether customers read what they get unless told otherwise one by one. */
  customersRead: boolean;
  /**
   * A free-form message to a customer who has not written for 24 hours: `async` accepts it and fails it with 131047, as
   * Meta does; `sync` refuses it at once with 131047; `open` lets it through.
   */
  window: 'async' | 'sync' | 'open';
  /** Version of the webhooks' shape; below v24.0 statuses carry the `conversation` object. */
  webhookVersion: string;
  /** At most `burst` messages to one customer, one more every `refillMs`; over it 131056. */
  pairRateLimit: false | { readonly burst: number; readonly refillMs: number };
  /** Waits before each new attempt of a webhook that was not answered with 2xx; after the last it is dropped. */
  webhookRetryDelaysMs: readonly number[];
  /** How long an update waits for others to share its POST. */
  webhookBatchWindowMs: number;
  /** Most updates in one POST; Meta's own limit is 1000. */
  webhookBatchMax: number;
  /** POSTs under way to one callback at a time; with 1 the order of updates is kept. */
  webhookConcurrency: number;
  /** After how long an unanswered webhook counts as failed. */
  webhookTimeoutMs: number;
  /** For how long the address of a media file may be fetched. */
  mediaUrlLifetimeMs: number;
  /** For how long a file that the business uploaded may be used. */
  uploadedMediaLifetimeMs: number;
  /** For how long a file that a customer sent may be fetched. */
  inboundMediaLifetimeMs: number;
  /** `fetch` downloads linked media as Meta does, and fails the message with 131053 when that fails; `trust` does not look. */
  mediaLinks: 'trust' | 'fetch';
  /** Whether a created template is approved after `templateReviewDelayMs`, or waits for `reviewTemplate`. */
  templateReview: 'approve' | 'manual';
  templateReviewDelayMs: Delay;
  /** HTTP status of an error code, where it must differ from the built-in table. */
  httpStatusByCode: Readonly<Record<number, number>>;
  /** Whether `99901<code>` is refused with that code and `99902<code>` is accepted and then failed with it. */
  magicRecipients: boolean;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The customer service window: free-form messages are delivered for this long after the customer's last message. */
export const SERVICE_WINDOW_MS = DAY_MS;

/** Realistic times, and the rules Meta documents. */
export const DEFAULT_BEHAVIOUR: Behaviour = {
  sentDelayMs: [50, 300],
  deliveredDelayMs: [200, 800],
  readDelayMs: [1000, 3000],
  replyDelayMs: [800, 2000],
  customersRead: true,
  window: 'async',
  webhookVersion: 'v25.0',
  pairRateLimit: false,
  // Immediately, then ever more rarely until 7 days are over.
  webhookRetryDelaysMs: [
    0,
    10 * SECOND_MS,
    MINUTE_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    6 * HOUR_MS,
    DAY_MS,
    2 * DAY_MS,
    3 * DAY_MS,
  ],
  webhookBatchWindowMs: 5,
  webhookBatchMax: 1000,
  webhookConcurrency: 1,
  webhookTimeoutMs: 20 * SECOND_MS,
  mediaUrlLifetimeMs: 5 * MINUTE_MS,
  uploadedMediaLifetimeMs: 30 * DAY_MS,
  inboundMediaLifetimeMs: 7 * DAY_MS,
  mediaLinks: 'trust',
  templateReview: 'approve',
  templateReviewDelayMs: [2000, 4000],
  httpStatusByCode: {},
  magicRecipients: true,
};

/** No delay anywhere: for tests and benchmarks. */
export const INSTANT: Partial<Behaviour> = {
  sentDelayMs: 0,
  deliveredDelayMs: 0,
  readDelayMs: 0,
  replyDelayMs: 0,
  webhookBatchWindowMs: 0,
  templateReviewDelayMs: 0,
};

/** Draws one delay in milliseconds. */
export function drawDelayMs(delay: Delay): number {
  if (typeof delay === 'number') return delay;
  const [minMs, maxMs] = delay;
  return minMs + Math.random() * (maxMs - minMs);
}
