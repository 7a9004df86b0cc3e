import type { WebhookState } from '../ledger.ts';

interface UpdateBase {
  readonly businessAccountId: string;
  /** Told once: whether the receiver took it, or it was given up. */
  readonly settled?: ((state: WebhookState, callbackUrl: string | null) => void) | undefined;
}

/** A contact beside a message or status. */
export type WebhookContact = Readonly<Record<string, unknown>>;

/** A status or an inbound message: both belong to a number and share the field `messages`. */
export interface MessagesUpdate extends UpdateBase {
  readonly kind: 'statuses' | 'messages';
  readonly phoneNumberId: string;
  /** The customer, as faults name it. */
  readonly customerKey: string;
  /** The message's type. */
  readonly type: string;
  /** `sent`, `delivered`, … or `message`. */
  readonly status: string;
  readonly item: object;
  readonly contact?: WebhookContact | undefined;
}

/** Any other field, such as `message_template_status_update`. */
export interface FieldUpdate extends UpdateBase {
  readonly kind: 'field';
  readonly field: string;
  readonly value: object;
  /** Seconds since the epoch, at the level of the entry. */
  readonly time: number;
}

/** One thing to tell the business about. */
export type WebhookUpdate = MessagesUpdate | FieldUpdate;
