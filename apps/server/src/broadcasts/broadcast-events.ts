import type { EventType } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';
import type { BroadcastRow } from './present-broadcast.ts';

/** The event of a broadcast: thin, with the id that leads to the rest. */
export function broadcastEvent(
  type: Extract<EventType, `broadcast.${string}`>,
  { id, tenant_id, instance_id, name, state, total, error_code }: BroadcastRow,
): NewEvent {
  return {
    type,
    tenantId: tenant_id,
    instanceId: instance_id,
    data: { broadcast: { id, name, instanceId: instance_id, state, total, reason: error_code } },
  };
}
