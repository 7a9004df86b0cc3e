import type { MessageStatus } from '@recado/contracts';

/** A status that the provider reports. */
export type ReportedStatus = 'sent' | 'delivered' | 'read' | 'failed';

const height: Record<MessageStatus, number> = {
  pending: 0,
  sending: 0,
  in_doubt: 0,
  cancelled: 0,
  expired: 0,
  sent: 1,
  failed: 1,
  delivered: 2,
  read: 3,
};

/**
 * Where a report takes a message. Statuses only climb: sent < delivered < read, and failed only below delivered.
 * A report for a message that we believe unsent proves that it went out; read implies delivered, as Meta may skip it.
 * @returns the statuses newly reached, lowest first; empty when the report changes nothing
 */
export function climb(current: MessageStatus, reported: ReportedStatus): MessageStatus[] {
  const from = height[current];
  // A failure of a message that waits to be sent is that of an earlier try.
  if (reported === 'failed')
    return current === 'sent' || current === 'sending' || current === 'in_doubt' ? ['failed'] : [];
  const steps: MessageStatus[] = ['sent', 'delivered', 'read'];
  const reached = steps.filter((step) => height[step] > from && height[step] <= height[reported]);
  // A message that failed for us but was delivered after all has been sent long ago.
  return current === 'failed' ? reached.filter((step) => step !== 'sent') : reached;
}
