import type { EventType } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';
import type { InstanceRecord } from './instance-record.ts';
import { presentReason } from './present-instance.ts';
import { isReconnect } from './reconnect-news-policy.ts';

type InstanceEvent = NewEvent<Extract<EventType, `instance.${string}`>>;

const thin = ({ id, name, phoneNumber, channel, status }: InstanceRecord) => ({
  id,
  name,
  phoneNumber,
  channel,
  status,
});

/** The event of a new status; none of `connecting`, a step on the way, unless a connection broke. */
export function statusEvent(before: InstanceRecord, after: InstanceRecord): InstanceEvent | undefined {
  const { id: instanceId, tenantId, connectionData } = after;
  const { report = null, failure = null, reason } = connectionData;
  const about = { tenantId, instanceId };
  const data = { instance: thin(after), reason: presentReason(reason) };
  switch (after.status) {
    case 'connected':
      return { type: 'instance.connected', ...about, data: { ...data, report } };
    case 'disconnected':
      return { type: 'instance.disconnected', ...about, data };
    case 'failed':
      return { type: 'instance.failed', ...about, data: { ...data, failure } };
    case 'connecting':
      return before.status === 'connected' && isReconnect(before, after)
        ? { type: 'instance.reconnecting', ...about, data }
        : undefined;
  }
}

/** The event of a new QR code. Its text is a secret, which no event carries: it is at GET /instances/:id/qr. */
export const qrCodeEvent = (instance: InstanceRecord, expiresAt: Date): InstanceEvent => ({
  type: 'instance.qr_updated',
  tenantId: instance.tenantId,
  instanceId: instance.id,
  data: { instance: thin(instance), expiresAt: expiresAt.toISOString() },
});
