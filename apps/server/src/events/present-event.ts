import type {
  ConversationId,
  EventEnvelope,
  EventId,
  EventType,
  InstanceId,
  TenantId,
} from '@recado/contracts';

/** An event as it is kept. */
export interface RecordedEvent {
  id: EventId;
  type: EventType;
  at: Date;
  tenantId: TenantId;
  instanceId: InstanceId | null;
  conversationId: ConversationId | null;
  sequence: number;
  data: Record<string, unknown>;
}

/** The one form in which an event is shown: to webhooks, streams, lists and brokers. */
export function presentEvent(event: RecordedEvent): EventEnvelope {
  return {
    id: event.id,
    type: event.type,
    timestamp: event.at.toISOString(),
    tenantId: event.tenantId,
    instanceId: event.instanceId,
    conversationId: event.conversationId,
    sequence: event.sequence,
    data: event.data,
  };
}

/** The bytes that are signed, sent and published: the envelope, with the time of the event and not of the attempt. */
export const eventBody = (event: RecordedEvent): string => JSON.stringify(presentEvent(event));
