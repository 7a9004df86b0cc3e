import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { MessageId } from '@recado/contracts';
import type { GraphApiSimulator } from '@recado/graph-api-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMINISTRATOR, administratorAt, connectNumber } from './harness/api.ts';
import { startScratchPostgres, type ScratchPostgres } from './harness/postgres.ts';
import { expectEachSentOnce, sendUntilAccepted, startMeta } from './harness/sending.ts';
import { freePort, startServerProcess, type ServerProcess } from './harness/server-process.ts';

const KILLS = 20;
const MESSAGES = 400;
/** Long enough for a machine that is busy with other things: each start of a server takes a second or several. */
const LIMIT_MS = 600_000;

let postgres: ScratchPostgres;
let simulator: GraphApiSimulator;

beforeAll(async () => {
  // Durable: a row that a killed server had committed must be there for the next one.
  postgres = await startScratchPostgres({ isDurable: true });
  simulator = await startMeta();
});

afterAll(async () => {
  await simulator.close();
  await postgres.stop();
});

it(
  `killed ${String(KILLS)} times at random while it sends, it loses nothing and sends nothing twice`,
  async () => {
    const settings = {
      ...ADMINISTRATOR,
      DATABASE_URL: postgres.connectionString,
      RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
    };
    const port = await freePort();
    let server: ServerProcess = await startServerProcess({ settings, port });
    const client = await administratorAt(server.url);
    const { instanceId } = await connectNumber(client, simulator);

    const ids: MessageId[] = [];
    const sending = (async () => {
      for (let place = 0; place < MESSAGES; place += 1)
        ids[place] = await sendUntilAccepted({
          client: () => client,
          instanceId,
          name: `message-${String(place)}`,
          recipient: `+55119${String(80_000_000 + (place % 40))}`,
        });
    })();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(100 + Math.random() * 600);
      await server.kill();
      server = await startServerProcess({ settings, port });
    }
    await sending;
    await expectEachSentOnce({ client, simulator, databaseUrl: postgres.connectionString, ids });
    expect(await server.stop()).toBe(0);
  },
  LIMIT_MS,
);
