import type { Accounts } from '../accounts.ts';
import type { Agenda } from '../agenda.ts';
import type { Behaviour } from '../behaviour.ts';
import type { CustomerRegistry } from '../customers/customer-registry.ts';
import type { WebhookError } from '../graph-error.ts';
import type { LedgerEntry, MessageStatus, StatusEvent } from '../ledger.ts';
import type { WebhookOutbox } from '../webhooks/webhook-outbox.ts';
import { statusContact, statusItem } from './status-update.ts';

interface ReporterWorld {
  readonly accounts: Accounts;
  readonly behaviour: Behaviour;
  readonly agenda: Agenda;
  readonly outbox: WebhookOutbox;
  readonly customers: CustomerRegistry;
}

/** Writes down each status a message reaches, and tells the business. */
export class StatusReporter {
  readonly #world: ReporterWorld;

  constructor(world: ReporterWorld) {
    this.#world = world;
  }

  /** The message has reached this status now; `error` says why when it failed. */
  report(entry: LedgerEntry, status: MessageStatus, error?: WebhookError): void {
    const { accounts, agenda, behaviour, customers, outbox } = this.#world;
    const phoneNumber = accounts.phoneNumbers.get(entry.phoneNumberId);
    if (!phoneNumber) return;
    const hasConversation = isBeforeVersion24(behaviour.webhookVersion);
    const isPriced = isPricedWith(entry, status, hasConversation);
    const event: StatusEvent = { status, at: agenda.clock.now(), webhook: 'PENDING' };
    entry.events.push(event);
    outbox.enqueue({
      kind: 'statuses',
      businessAccountId: phoneNumber.businessAccountId,
      phoneNumberId: entry.phoneNumberId,
      customerKey: entry.to,
      type: entry.type,
      status,
      item: statusItem({ entry, event, error, isPriced, hasConversation }),
      contact: statusContact(entry, event, customers.contactOf(entry.phoneNumberId, entry.to)),
      settled: (state) => {
        event.webhook = state;
      },
    });
  }
}

// The older shape tells the price with `sent` too; both tell it once with `delivered`, or with `read` when that was skipped.
function isPricedWith(entry: LedgerEntry, status: MessageStatus, hasConversation: boolean): boolean {
  if (status === 'delivered') return true;
  if (status === 'sent') return hasConversation;
  return status === 'read' && entry.events.every((event) => event.status !== 'delivered');
}

function isBeforeVersion24(version: string): boolean {
  return Number.parseInt(version.replace(/^v/, ''), 10) < 24;
}
