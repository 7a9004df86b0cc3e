import type { InstanceRecord } from './instance-record.ts';

type Standing = Pick<InstanceRecord, 'status' | 'connectionData'>;

/** Whether a session broke and is opened again by itself, or has come back from that. */
export function isReconnect(before: Standing, after: Standing): boolean {
  const { reason } = after.status === 'connecting' ? after.connectionData : before.connectionData;
  const isAmong = (status: Standing['status']): boolean => status === 'connecting' || status === 'connected';
  return reason?.code === 'reconnecting' && isAmong(before.status) && isAmong(after.status);
}
