import { PinoLogger } from 'nestjs-pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { openQueueBackend, type QueueBackend } from '../queue/queue-backend.ts';
import { Relay } from './relay.ts';

let database: TestDatabase;
const opened: { relay: Relay; backend: QueueBackend }[] = [];

/** The relay of one process. */
async function startProcess(): Promise<Relay> {
  const backend = await openQueueBackend(
    { redisUrl: undefined, databaseUrl: database.connectionString },
    () => undefined,
  );
  const relay = new Relay(backend, new PinoLogger({ pinoHttp: { level: 'silent' } }));
  opened.push({ relay, backend });
  return relay;
}

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  for (const { relay, backend } of opened) {
    relay.onApplicationShutdown();
    await backend.close();
  }
  await database.drop();
});

describe('messages among processes', () => {
  it('reach every process that listens, by topic or by pattern, itself included, until it ends that', async () => {
    const [one, other] = [await startProcess(), await startProcess()];
    const heard: string[] = [];
    const exact = one.subscribe('things.a-1', (data) => heard.push(`one ${JSON.stringify(data)}`));
    const all = other.subscribe('things.*', (_, topic) => heard.push(`other ${topic}`));
    await Promise.all([exact.ready, all.ready]);
    other.publish('things.a-1', { count: 1 });
    await expect.poll(() => heard.toSorted()).toEqual(['one {"count":1}', 'other things.a-1']);
    exact.end();
    one.publish('things.a-1');
    await expect.poll(() => heard.length).toBe(3);
    expect(heard[2]).toBe('other things.a-1');
  });
});
