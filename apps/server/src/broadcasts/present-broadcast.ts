import {
  BroadcastLabels,
  BroadcastResult,
  BroadcastState,
  OutboundContent,
  type Broadcast,
  type BroadcastId,
  type BroadcastProgress,
  type BroadcastReason,
  type BroadcastRecipient,
  type ContactId,
  type InstanceId,
  type MessageId,
  type TenantId,
} from '@recado/contracts';
import { estimatedEndAt } from './rate-policy.ts';

/** A row of `broadcasts`. */
export interface BroadcastRow {
  id: BroadcastId;
  tenant_id: TenantId;
  instance_id: InstanceId | null;
  name: string;
  content: unknown;
  labels: unknown;
  state: string;
  rate_per_minute: number;
  starts_at: Date;
  run_at: Date | null;
  total: number;
  error_code: string | null;
  error_detail: string | null;
  started_at: Date | null;
  handed_over_at: Date | null;
  finished_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** A recipient as it is read: its own state and its message's status in one. */
export interface RecipientRow {
  place: number;
  phone_number: string;
  contact_id: ContactId | null;
  message_id: MessageId | null;
  result: string;
  code: string | null;
  detail: string | null;
  updated_at: Date;
}

const reasonOf = (code: string | null, detail: string | null): BroadcastReason | null =>
  code === null ? null : { code, detail };

/** A broadcast as callers see it. */
export function presentBroadcast(row: BroadcastRow): Broadcast {
  return {
    id: row.id,
    name: row.name,
    instanceId: row.instance_id,
    message: OutboundContent.parse(row.content),
    labels: BroadcastLabels.nullable().parse(row.labels),
    state: BroadcastState.parse(row.state),
    reason: reasonOf(row.error_code, row.error_detail),
    ratePerMinute: row.rate_per_minute,
    total: row.total,
    sendAt: row.starts_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Recipients counted by result; what has no row yet, because labels are looked up at the start, is pending. */
export function presentProgress(
  row: BroadcastRow,
  counts: ReadonlyMap<string, number>,
  now: Date,
): BroadcastProgress {
  const of = (result: BroadcastResult): number => counts.get(result) ?? 0;
  const counted = BroadcastResult.options.reduce((sum, result) => sum + of(result), 0);
  const isUncounted = row.started_at === null && row.labels !== null && row.finished_at === null;
  const pending = isUncounted ? row.total : of('pending');
  const isUnderWay = (row.state === 'running' || row.state === 'scheduled') && row.run_at !== null;
  return {
    total: isUncounted ? row.total : counted,
    pending,
    accepted: of('accepted'),
    inDoubt: of('in_doubt'),
    sent: of('sent'),
    delivered: of('delivered'),
    read: of('read'),
    failed: of('failed'),
    skipped: of('skipped'),
    cancelled: of('cancelled'),
    estimatedEndAt:
      isUnderWay && row.run_at !== null && pending > 0
        ? estimatedEndAt(
            { runAt: row.run_at, ratePerMinute: row.rate_per_minute },
            now,
            pending,
          ).toISOString()
        : null,
  };
}

export function presentRecipient(row: RecipientRow): BroadcastRecipient {
  return {
    phoneNumber: row.phone_number,
    contactId: row.contact_id,
    messageId: row.message_id,
    result: BroadcastResult.parse(row.result),
    reason: reasonOf(row.code, row.detail),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What of a broadcast belongs in the audit log. */
export const auditedBroadcast = (row: BroadcastRow): Record<string, unknown> => ({
  name: row.name,
  instanceId: row.instance_id,
  message: row.content,
  labels: row.labels,
  total: row.total,
  ratePerMinute: row.rate_per_minute,
  sendAt: row.starts_at.toISOString(),
  state: row.state,
});
