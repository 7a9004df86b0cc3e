import type { EventType } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecordEvents } from '../../src/events/index.ts';
import { Database } from '../../src/platform/database/database.ts';
import { Relay } from '../../src/platform/live/relay.ts';
import { sampleEvent } from '../harness/sample-event.ts';
import { seedApiKey, seedTenant, type SeededTenant } from '../harness/seed.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';
import { openStream, type StreamClient } from './stream-client.ts';

/** What streams promise when there are several processes, whatever the store that carries the announcements. */
export function streamsSuite(store: string, redisUrl: string | undefined): void {
  describe(`streams of several processes, announced over ${store}`, () => {
    let api: TestApp;
    let otherApi: TestApp;
    let worker: TestApp;
    let tenant: SeededTenant;
    let credential: { authorization: string };
    const clients: StreamClient[] = [];

    const start = (role: 'api' | 'worker') =>
      createTestApp({
        settings: { RECADO_ROLE: role, ...(redisUrl !== undefined && { REDIS_URL: redisUrl }) },
        listen: role === 'api',
        ...(role === 'worker' && { database: api.database }),
      });

    beforeAll(async () => {
      api = await start('api');
      worker = await start('worker');
      tenant = await seedTenant(api);
      credential = (await seedApiKey(api, tenant.tenantId)).headers;
    });
    afterAll(async () => {
      await worker.close();
      await api.close();
    });
    beforeEach(async () => {
      const settings = { RECADO_ROLE: 'api', ...(redisUrl !== undefined && { REDIS_URL: redisUrl }) };
      otherApi = await createTestApp({ settings, listen: true, database: api.database });
    });
    afterEach(async () => {
      for (const client of clients.splice(0)) client.close();
      await otherApi.close();
    });

    const record = ({ app }: TestApp, ...types: EventType[]) =>
      app.get(Database).inTenant(tenant.tenantId, (tx) =>
        app.get(RecordEvents).execute(
          tx,
          types.map((type) => sampleEvent(type, { tenantId: tenant.tenantId, instanceId: null })),
        ),
      );

    async function listen(at: TestApp, lastEventId?: string): Promise<StreamClient> {
      const headers = { ...credential, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
      const client = await openStream(at, headers);
      clients.push(client);
      expect(client.response.statusCode).toBe(200);
      return client.read();
    }

    it('a stream gets what any process records, in order', async () => {
      const [one, other] = [await listen(api), await listen(otherApi)];
      await record(worker, 'message.received');
      await record(otherApi, 'message.accepted');
      await record(worker, 'message.sent', 'message.delivered');
      for (const client of [one, other]) {
        await client.waitFor(4);
        expect(client.types).toEqual([
          'message.received',
          'message.accepted',
          'message.sent',
          'message.delivered',
        ]);
      }
    });

    it('a stream ends at once when its process stops, and goes on at another', async () => {
      const client = await listen(otherApi);
      await record(worker, 'message.received');
      await client.waitFor(1);
      const stopped = otherApi.close();
      await client.over();
      await stopped;
      await record(worker, 'message.sent');
      const resumed = await listen(api, client.lastEventId);
      await resumed.waitFor(1);
      expect(resumed.types).toEqual(['message.sent']);
    });

    it('every process hears that there are events, also of those in the pause after an announcement', async () => {
      const heard: string[] = [];
      const subscription = api.app.get(Relay).subscribe('events.*', (_, topic) => heard.push(topic));
      await subscription.ready;
      const topic = `events.${tenant.tenantId}`;
      await Promise.all([record(worker, 'message.received'), record(worker, 'message.read')]);
      await expect.poll(() => heard).toEqual([topic, topic]);
      subscription.end();
    });
  });
}
