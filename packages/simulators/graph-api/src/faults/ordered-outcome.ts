import type { LedgerEntry } from '../ledger.ts';
import type { Failure } from '../messages/delivery-run.ts';
import { type Faults, OUTCOME_FAULTS, type OutcomeFault } from './fault-rules.ts';

/** What faults make of one accepted message. */
export interface OrderedOutcome {
  readonly failure: Failure | undefined;
  /** Statuses of which the business is not told. */
  readonly skips: ReadonlySet<'sent' | 'delivered' | 'read'>;
  /** The `message_status` of a message that is held and not delivered. */
  readonly messageStatus: string | undefined;
}

const SKIPPED = { skipSent: 'sent', skipDelivered: 'delivered', skipRead: 'read' } as const;

/** Uses up one order of each kind for the message. */
export function orderedOutcome(faults: Faults, entry: LedgerEntry): OrderedOutcome {
  const subject = {
    endpoint: 'messages',
    phoneNumberId: entry.phoneNumberId,
    to: entry.to,
    type: entry.type,
  };
  const ordered =
    faults.list().length === 0 ? [] : OUTCOME_FAULTS.flatMap((kind) => faults.take([kind], subject) ?? []);
  return {
    failure: ordered.map(failureOf).find((failure) => failure !== undefined),
    skips: new Set(ordered.flatMap((fault) => (isSkip(fault) ? SKIPPED[fault.kind] : []))),
    messageStatus: ordered.find((fault) => fault.kind === 'hold')?.messageStatus,
  };
}

function failureOf(fault: OutcomeFault): Failure | undefined {
  if (fault.kind !== 'failStatus') return undefined;
  return { code: fault.code, details: fault.details, after: fault.after ?? 'accepted' };
}

function isSkip(fault: OutcomeFault): fault is Extract<OutcomeFault, { kind: keyof typeof SKIPPED }> {
  return Object.hasOwn(SKIPPED, fault.kind);
}
