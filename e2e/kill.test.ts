import { MessageId } from '@recado/contracts';
import { startGraphApiSimulator, type GraphApiSimulator } from '@recado/graph-api-simulator';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ADMINISTRATOR, administratorAt, connectNumber, type ApiClient } from './harness/api.ts';
import { startScratchPostgres, type ScratchPostgres } from './harness/postgres.ts';
import { freePort, startServerProcess, type ServerProcess } from './harness/server-process.ts';

const KILLS = 20;
const MESSAGES = 400;
const Accepted = z.object({ id: MessageId });

let postgres: ScratchPostgres;
let simulator: GraphApiSimulator;

beforeAll(async () => {
  // Durable: a row that a killed server had committed must be there for the next one.
  postgres = await startScratchPostgres({ isDurable: true });
  simulator = await startGraphApiSimulator({
    behaviour: { sentDelayMs: [0, 50], deliveredDelayMs: [0, 50], readDelayMs: [0, 50], window: 'open' },
  });
});

afterAll(async () => {
  await simulator.close();
  await postgres.stop();
});

/** A customer's system that does not give up: it repeats with the same key until it has a 202. */
async function sendUntilAccepted(client: ApiClient, instanceId: string, place: number): Promise<MessageId> {
  for (;;) {
    const answer = await client
      .call(
        'POST',
        '/messages/send',
        {
          instanceId,
          recipient: `+55119${String(80_000_000 + (place % 40))}`,
          message: { type: 'text', content: `message ${String(place)}` },
        },
        { 'idempotency-key': `kill-${String(place)}` },
      )
      .catch(() => undefined);
    if (answer?.status === 202) return Accepted.parse(answer.body).id;
    if (answer !== undefined && answer.status < 500) throw new Error(JSON.stringify(answer));
    await pause(50);
  }
}

async function counts(database: pg.Client): Promise<Record<string, number>> {
  const { rows } = await database.query<{ status: string; count: number }>(
    `select status, count(*)::int as count from messages where direction = 'outbound' group by status`,
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.count]));
}

it(`killed ${String(KILLS)} times at random while it sends, it loses nothing and sends nothing twice`, async () => {
  const settings = {
    ...ADMINISTRATOR,
    DATABASE_URL: postgres.connectionString,
    RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
  };
  const port = await freePort();
  let server: ServerProcess = await startServerProcess({ settings, port });
  const client = await administratorAt(server.url);
  const { instanceId } = await connectNumber(client, simulator, { messagesPerSecond: 60 });

  const ids: MessageId[] = [];
  const sending = (async () => {
    for (let place = 0; place < MESSAGES; place += 1)
      ids[place] = await sendUntilAccepted(client, instanceId, place);
  })();
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(100 + Math.random() * 600);
    await server.kill();
    server = await startServerProcess({ settings, port });
  }
  await sending;

  const database = new pg.Client({ connectionString: postgres.connectionString });
  await database.connect();
  try {
    await expectAllSentOnce(client, database, ids);
  } finally {
    await database.end();
    expect(await server.stop()).toBe(0);
  }
}, 300_000);

async function expectAllSentOnce(client: ApiClient, database: pg.Client, ids: MessageId[]): Promise<void> {
  // What a killed worker held becomes in doubt when its claim ends; here the claims are aged rather than waited for.
  const age = `update messages set claim_until = now() - interval '1 hour' where status in ('sending', 'in_doubt') and claim_until is not null`;
  await expect
    .poll(
      async () => {
        await database.query(age);
        const { pending = 0, sending = 0 } = await counts(database);
        return pending + sending;
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toBe(0);
  await simulator.idle();
  await expect.poll(async () => (await counts(database))['sent'] ?? 0, { timeout: 30_000 }).toBe(0);

  const inDoubt: MessageId[] = [];
  for (const id of ids) {
    const times = simulator.ledger.byCallbackData(id).length;
    const { status } = await client.message(id);
    expect({ id, times: times <= 1 }).toEqual({ id, times: true });
    if (status === 'in_doubt') inDoubt.push(id);
    else expect({ id, status, times }).toEqual({ id, status: 'read', times: 1 });
  }
  // A doubt that stays is one of a message that never reached the provider: nothing else can tell, so a person decides.
  for (const id of inDoubt) {
    expect(simulator.ledger.byCallbackData(id)).toHaveLength(0);
    await client.expect('POST', `/messages/${id}/resend`);
  }
  for (const id of inDoubt)
    await expect.poll(async () => (await client.message(id)).status, { timeout: 30_000 }).toBe('read');
  for (const id of ids) expect(simulator.ledger.byCallbackData(id)).toHaveLength(1);
}
