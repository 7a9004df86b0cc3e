/** Answers a request otherwise than Meta would on a good day. Nothing is accepted. */
export type RequestFault =
  | { readonly kind: 'latency'; readonly ms: number }
  /** An HTTP status with any body; `null` is an empty one. */
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown }
  | {
      readonly kind: 'error';
      readonly code: number;
      readonly details?: string | undefined;
      readonly status?: number | undefined;
    }
  /** 429; `code` is 130429 unless given (4 and 80007 are the API's own limits). */
  | {
      readonly kind: 'rateLimit';
      readonly code?: number | undefined;
      readonly retryAfterSeconds?: number | undefined;
    }
  /** The connection is reset after the request's bytes. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** Spoils the answer to a message that was accepted: it is in the ledger and will be delivered. */
export type AnswerFault =
  | { readonly kind: 'acceptThenHang' }
  | { readonly kind: 'acceptThenReset' }
  | { readonly kind: 'acceptThenStatus'; readonly status: number; readonly body?: unknown }
  /** Half of the answer's body, then a reset. */
  | { readonly kind: 'acceptThenTruncate' };

/** Changes the way of an accepted message. */
export type OutcomeFault =
  /** Fails with the code: straight after acceptance, or after it was `sent` or `delivered`. */
  | {
      readonly kind: 'failStatus';
      readonly code: number;
      readonly details?: string | undefined;
      readonly after?: 'accepted' | 'sent' | 'delivered' | undefined;
    }
  | { readonly kind: 'skipSent' }
  | { readonly kind: 'skipDelivered' }
  /** The customer does not read it. */
  | { readonly kind: 'skipRead' }
  /** Template answers carry this `message_status`; `paused` and held ones are not delivered. */
  | { readonly kind: 'hold'; readonly messageStatus: 'held_for_quality_assessment' | 'paused' };

/** Spoils the webhook of one status or inbound message. */
export type WebhookFault =
  | { readonly kind: 'lose' }
  | { readonly kind: 'duplicate'; readonly copies?: number | undefined }
  /** Held back until the next webhook of the same number has gone, or two seconds have passed. */
  | { readonly kind: 'reorder' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** Waits until `size` webhooks are together and sends them in one POST. */
  | { readonly kind: 'batch'; readonly size: number }
  | { readonly kind: 'badSignature' };

export type Fault = RequestFault | AnswerFault | OutcomeFault | WebhookFault;

export const REQUEST_FAULTS = [
  'latency',
  'status',
  'error',
  'rateLimit',
  'reset',
  'hang',
] as const satisfies readonly RequestFault['kind'][];
export const ANSWER_FAULTS = [
  'acceptThenHang',
  'acceptThenReset',
  'acceptThenStatus',
  'acceptThenTruncate',
] as const satisfies readonly AnswerFault['kind'][];
export const OUTCOME_FAULTS = [
  'failStatus',
  'skipSent',
  'skipDelivered',
  'skipRead',
  'hold',
] as const satisfies readonly OutcomeFault['kind'][];
export const WEBHOOK_FAULTS = [
  'lose',
  'duplicate',
  'reorder',
  'delay',
  'batch',
  'badSignature',
] as const satisfies readonly WebhookFault['kind'][];

/** What a fault is for; what is left out matches everything. */
export interface FaultMatch {
  readonly phoneNumberId?: string | undefined;
  /** The recipient's `wa_id` or user id; for an inbound message its sender. */
  readonly to?: string | undefined;
  /** The edge of the request, such as `messages`, `media`, `message_templates`; for a webhook, `webhook`. */
  readonly endpoint?: string | undefined;
  /** The message's type, such as `text` or `template`. */
  readonly type?: string | undefined;
  /** For webhooks: the status (`sent`, `delivered`, …), or `message` for an inbound message. */
  readonly status?: string | undefined;
}

/** An order for a fault: for the next match unless `times` says otherwise. */
export interface FaultOrder {
  readonly match?: FaultMatch | undefined;
  readonly times?: number | 'always' | undefined;
  readonly fault: Fault;
}

/** An order that was taken, and how often it still applies. */
export interface StandingFault {
  readonly id: string;
  readonly match: FaultMatch;
  readonly fault: Fault;
  remaining: number;
  applied: number;
}

/** The faults that are ordered. Of several that match, the oldest applies. */
export class Faults {
  #standing: StandingFault[] = [];
  #nextId = 1;

  /** Orders a fault and gives it an id. */
  add(order: FaultOrder): StandingFault {
    const standing: StandingFault = {
      id: `fault-${String(this.#nextId)}`,
      match: order.match ?? {},
      fault: order.fault,
      remaining: order.times === 'always' ? Infinity : (order.times ?? 1),
      applied: 0,
    };
    this.#nextId += 1;
    this.#standing.push(standing);
    return standing;
  }

  /** The standing orders, oldest first. */
  list(): readonly StandingFault[] {
    return this.#standing;
  }

  /** Takes an order back; false when there is none with this id. */
  remove(id: string): boolean {
    const before = this.#standing.length;
    this.#standing = this.#standing.filter((standing) => standing.id !== id);
    return this.#standing.length < before;
  }

  clear(): void {
    this.#standing = [];
  }

  /** Uses up one application of the oldest order of one of these kinds that matches; undefined when there is none. */
  take<Kind extends Fault['kind']>(
    kinds: readonly Kind[],
    subject: FaultMatch,
  ): Extract<Fault, { kind: Kind }> | undefined {
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (!isOneOf(fault, kinds) || !matches(standing.match, subject)) continue;
      standing.applied += 1;
      standing.remaining -= 1;
      if (standing.remaining <= 0) this.remove(standing.id);
      return fault;
    }
    return undefined;
  }
}

function isOneOf<Kind extends Fault['kind']>(
  fault: Fault,
  kinds: readonly Kind[],
): fault is Extract<Fault, { kind: Kind }> {
  return kinds.some((kind) => kind === fault.kind);
}

function matches(match: FaultMatch, subject: FaultMatch): boolean {
  return (
    (match.phoneNumberId === undefined || match.phoneNumberId === subject.phoneNumberId) &&
    (match.to === undefined || match.to === subject.to) &&
    (match.endpoint === undefined || match.endpoint === subject.endpoint) &&
    (match.type === undefined || match.type === subject.type) &&
    (match.status === undefined || match.status === subject.status)
  );
}
