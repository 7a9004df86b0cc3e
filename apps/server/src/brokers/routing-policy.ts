import type { EventType } from '@recado/contracts';
import { eventBody, type RecordedEvent } from '../events/index.ts';

/** An event on its way to a broker. */
export interface BrokerMessage {
  id: string;
  type: EventType;
  /** Routing key of RabbitMQ, subject of NATS. */
  subject: string;
  /** Events with the same key keep their order in Kafka, where each key has its partition. */
  key: string;
  headers: Record<string, string>;
  at: Date;
  /** The same bytes as a webhook gets. */
  body: Buffer;
}

/** @param name what subjects begin with, such as `recado.events` */
export function brokerMessage(name: string, event: RecordedEvent): BrokerMessage {
  const { id, type, tenantId, instanceId, conversationId, sequence } = event;
  return {
    id,
    type,
    subject: `${name}.${tenantId}.${instanceId ?? '-'}.${type}`,
    key: conversationId ?? instanceId ?? tenantId,
    headers: {
      'recado-id': id,
      'recado-type': type,
      'recado-tenant': tenantId,
      'recado-sequence': String(sequence),
    },
    at: event.at,
    body: Buffer.from(eventBody(event)),
  };
}
