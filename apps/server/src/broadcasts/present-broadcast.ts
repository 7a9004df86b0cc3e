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
  contact_name: string | null;
  message_id: MessageId | null;
  result: string;
  code: string | null;
  detail: string | null;
  updated_at: Date;
}

export const reasonOf = (code: string | null, detail: string | null): BroadcastReason | null =>
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

const sumOf = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

/** Recipients by their own state, and the messages of those that were accepted by the result that their status is. */
export interface CountedRecipients {
  states: ReadonlyMap<string, number>;
  messages: ReadonlyMap<string, number>;
}

/**
 * Every recipient counts once. A message may be there a moment before its recipient is known to be accepted; its result then
 * counts, and the recipient no longer as pending. Before the start the contacts of labels are an estimate.
 */
export function presentProgress(
  row: BroadcastRow,
  { states, messages }: CountedRecipients,
  now: Date,
): BroadcastProgress {
  const own = (state: string): number => states.get(state) ?? 0;
  const of = (result: BroadcastResult): number => messages.get(result) ?? 0;
  const isEstimate = row.labels !== null && row.started_at === null && row.finished_at === null;
  const total = isEstimate ? row.total : sumOf(states.values());
  const ended = {
    inDoubt: of('in_doubt'),
    sent: of('sent'),
    delivered: of('delivered'),
    read: of('read'),
    failed: own('failed') + of('failed'),
    skipped: own('skipped'),
    cancelled: own('cancelled') + of('cancelled'),
  };
  const gone = sumOf(messages.values()) - of('accepted');
  const accepted = Math.max(of('accepted'), own('accepted') - gone);
  const pending = Math.max(0, total - accepted - sumOf(Object.values(ended)));
  return { total, pending, accepted, ...ended, estimatedEndAt: estimatedEnd(row, pending, now) };
}

function estimatedEnd(row: BroadcastRow, pending: number, now: Date): string | null {
  const { state, run_at: runAt, rate_per_minute: ratePerMinute } = row;
  if (runAt === null || pending === 0 || (state !== 'running' && state !== 'scheduled')) return null;
  return estimatedEndAt({ runAt, ratePerMinute }, now, pending).toISOString();
}

export function presentRecipient(row: RecipientRow): BroadcastRecipient {
  return {
    phoneNumber: row.phone_number,
    contactId: row.contact_id,
    contactName: row.contact_name,
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
