import { randomUUID } from 'node:crypto';
import { eventCatalogue, WebhookId, type EventData, type InstanceId, type TenantId } from '@recado/contracts';
import { expect, expectTypeOf, it } from 'vitest';
import { RecordEvents, type NewEvent } from '../../src/events/index.ts';
import { Database } from '../../src/platform/database/database.ts';
import { faultOf } from './event-check.ts';
import { seedTenant } from './seed.ts';
import { createTestApp } from './test-app.ts';

it('the data of an event must have all that the catalogue names, and nothing else', () => {
  const { data } = eventCatalogue['conversation.closed'].example;
  const { lastAgentId: _, ...lacking } = data;
  expect(faultOf('conversation.closed', data)).toBeUndefined();
  expect(faultOf('conversation.closed', lacking)).toMatch(/lastAgentId/);
  expect(faultOf('conversation.closed', { ...data, secret: 'x' })).toMatch(/does not name.*secret/);
  const inside = { ...data, conversation: { ...data.conversation, name: 'x' } };
  expect(faultOf('conversation.closed', inside)).toMatch(/does not name.*name/);
});

it('an application that recorded another event than the catalogue describes fails when it is closed', async () => {
  const test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  const { tenantId } = await seedTenant(test);
  const data = { webhook: { id: WebhookId.parse(randomUUID()), url: 'https://example.com' }, text: 'x' };
  // No type check finds a field too many in what is not written out in place.
  const more = { ...data, unnamed: 1 };
  const event: NewEvent = { type: 'webhook.test', tenantId, instanceId: null, data: more };
  await test.app.get(Database).inTenant(tenantId, (tx) => test.app.get(RecordEvents).execute(tx, [event]));
  await expect(test.close()).rejects.toThrow(/webhook\.test has fields.*unnamed/);
});

it('data of another type does not compile', () => {
  interface Sent<Data> {
    type: 'message.sent';
    tenantId: TenantId;
    instanceId: InstanceId;
    data: Data;
  }
  expectTypeOf<Sent<EventData<'message.sent'>>>().toExtend<NewEvent>();
  expectTypeOf<Sent<EventData<'conversation.closed'>>>().not.toExtend<NewEvent>();
  expectTypeOf<Sent<Record<string, unknown>>>().not.toExtend<NewEvent>();
});
