import { BroadcastState, type EventType } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';
import { reasonOf, type BroadcastRow } from './present-broadcast.ts';

type BroadcastEventType = Extract<EventType, `broadcast.${string}`>;

/** The event of a broadcast: thin, with the id that leads to the rest. */
export function broadcastEvent(
  type: BroadcastEventType,
  { id, tenant_id, instance_id, name, state, total, error_code, error_detail }: BroadcastRow,
): NewEvent<BroadcastEventType> {
  return {
    type,
    tenantId: tenant_id,
    instanceId: instance_id,
    data: {
      broadcast: {
        id,
        name,
        instanceId: instance_id,
        state: BroadcastState.parse(state),
        reason: reasonOf(error_code, error_detail),
        total,
      },
    },
  };
}
