import { ConversationId, EventId, InstanceId, TenantId } from '@recado/contracts';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { eventBody, type RecordedEvent } from '../events/index.ts';
import { brokerMessage } from './routing-policy.ts';

const event: RecordedEvent = {
  id: EventId.parse(v7()),
  type: 'message.received',
  at: new Date('2026-11-24T12:00:00Z'),
  tenantId: TenantId.parse(v7()),
  instanceId: InstanceId.parse(v7()),
  conversationId: ConversationId.parse(v7()),
  sequence: 42,
  data: { text: 'olá' },
};
const { id, tenantId, instanceId, conversationId } = event;

test('the subject names tenant, instance and type; the headers tenant, type, id and sequence; the body is that of webhooks', () => {
  expect(brokerMessage('recado.events', event)).toMatchObject({
    id,
    subject: `recado.events.${tenantId}.${String(instanceId)}.message.received`,
    headers: {
      'recado-id': id,
      'recado-tenant': tenantId,
      'recado-type': 'message.received',
      'recado-sequence': '42',
    },
    body: Buffer.from(eventBody(event)),
  });
});

test('an event of no instance has a hyphen in its place', () => {
  expect(brokerMessage('a', { ...event, instanceId: null }).subject).toBe(`a.${tenantId}.-.message.received`);
});

test('what must keep its order has one key: the conversation, else the instance, else the tenant', () => {
  const key = (change: Partial<RecordedEvent>) => brokerMessage('a', { ...event, ...change }).key;
  expect(key({})).toBe(conversationId);
  expect(key({ conversationId: null })).toBe(instanceId);
  expect(key({ conversationId: null, instanceId: null })).toBe(tenantId);
});
