import type { EventEnvelope, TenantId } from '@recado/contracts';
import type { ClaimedDelivery } from './deliveries.repository.ts';

type Event = Pick<ClaimedDelivery, 'eventId' | 'type' | 'instanceId' | 'at'> & { data: unknown };

/** The bytes that are signed and sent: the event's envelope, with the time of the event and not of the attempt. */
export function eventBody(tenantId: TenantId, event: Event): string {
  return JSON.stringify({
    id: event.eventId,
    type: event.type,
    timestamp: event.at.toISOString(),
    tenantId,
    instanceId: event.instanceId,
    data: event.data,
  } satisfies Record<keyof EventEnvelope, unknown>);
}
