import { EventId, TenantId } from '@recado/contracts';
import { v7 } from 'uuid';
import { brokerMessage, type BrokerMessage } from '../../src/brokers/routing-policy.ts';

const tenantId = TenantId.parse(v7());

/** Messages of one tenant and no instance, which therefore have one key and one order. */
export const messages = (topic: string, count: number): BrokerMessage[] =>
  Array.from({ length: count }, (_, place) =>
    brokerMessage(topic, {
      id: EventId.parse(v7()),
      type: 'message.received',
      at: new Date(),
      tenantId,
      instanceId: null,
      conversationId: null,
      sequence: place + 1,
      data: { text: `olá ${String(place)}` },
    }),
  );
