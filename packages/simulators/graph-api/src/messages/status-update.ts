import { createHash } from 'node:crypto';
import type { WebhookError } from '../graph-error.ts';
import type { LedgerEntry, StatusEvent } from '../ledger.ts';
import type { WebhookContact } from '../webhooks/webhook-update.ts';

/** What a status webhook says besides the status itself. */
export interface StatusFacts {
  readonly entry: LedgerEntry;
  readonly event: StatusEvent;
  readonly error: WebhookError | undefined;
  /** Whether the price is told with this status. */
  readonly isPriced: boolean;
  /** Whether the shape is the one before v24.0, with a `conversation`. */
  readonly hasConversation: boolean;
}

const DAY_SECONDS = 86_400;

/** One element of `statuses`. */
export function statusItem(facts: StatusFacts): object {
  const { entry, event } = facts;
  const seconds = Math.floor(event.at / 1000);
  return {
    id: entry.wamid,
    status: event.status,
    timestamp: String(seconds),
    ...recipientFields(entry),
    ...(entry.bizOpaqueCallbackData !== undefined && {
      biz_opaque_callback_data: entry.bizOpaqueCallbackData,
    }),
    ...(facts.hasConversation && facts.isPriced && { conversation: conversation(facts, seconds) }),
    ...(facts.isPriced && { pricing: pricing(entry.category) }),
    ...(facts.error && { errors: [facts.error] }),
  };
}

/** The contact beside a status: only for users known by a user id, and not when it failed. */
export function statusContact(
  entry: LedgerEntry,
  event: StatusEvent,
  profile: WebhookContact | undefined,
): WebhookContact | undefined {
  if (entry.recipient.kind !== 'user' || event.status === 'failed') return undefined;
  return profile ?? { profile: { name: entry.to }, wa_id: '', user_id: entry.to };
}

function recipientFields(entry: LedgerEntry): object {
  switch (entry.recipient.kind) {
    case 'phone':
      return { recipient_id: entry.to };
    case 'user':
      return { recipient_id: '', recipient_user_id: entry.to };
    case 'group':
      return { recipient_id: entry.to, recipient_type: 'group' };
  }
}

function conversation(facts: StatusFacts, seconds: number): object {
  const { entry } = facts;
  return {
    id: createHash('md5').update(`${entry.phoneNumberId}:${entry.to}:${entry.category}`).digest('hex'),
    ...(facts.event.status === 'sent' && { expiration_timestamp: String(seconds + DAY_SECONDS) }),
    origin: { type: entry.category },
  };
}

// Since October 2026 a service message is free within the number's free tier; the simulator's tier has no end.
function pricing(category: string): object {
  const isFree = category === 'service';
  return {
    billable: !isFree,
    pricing_model: 'PMP',
    type: isFree ? 'free_customer_service' : 'regular',
    category,
  };
}
