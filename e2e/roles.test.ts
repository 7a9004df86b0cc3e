import { randomBytes } from 'node:crypto';
import type { MessageId } from '@recado/contracts';
import { it } from 'vitest';
import { ADMINISTRATOR, administratorAt, connectNumber, type ApiClient } from './harness/api.ts';
import { Fleet } from './harness/fleet.ts';
import { startScratchPostgres } from './harness/postgres.ts';
import { expectEachSentOnce, sendUntilAccepted, startMeta } from './harness/sending.ts';

const MESSAGES = 400;
const LIMIT_MS = 300_000;

const redisUrl = process.env['RECADO_TEST_REDIS_URL'];
const stores: [name: string, settings: Record<string, string>][] = [
  ['PostgreSQL', {}],
  ...(redisUrl === undefined
    ? []
    : [['Redis', { REDIS_URL: redisUrl }] satisfies [string, Record<string, string>]]),
];

it.each(stores)(
  'two api and two worker processes, with the queues on %s: some stopped, some killed under load, and all is sent once',
  async (_, store) => {
    const postgres = await startScratchPostgres({ isDurable: true });
    const simulator = await startMeta();
    const settings = {
      ...ADMINISTRATOR,
      ...store,
      DATABASE_URL: postgres.connectionString,
      RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
    };
    const apis = new Fleet({ ...settings, RECADO_ROLE: 'api' });
    const workers = new Fleet({ ...settings, RECADO_ROLE: 'worker' });
    for (const fleet of [apis, apis, workers, workers]) await fleet.start();
    const clients: ApiClient[] = [];
    for (const { url } of apis.servers) clients.push(await administratorAt(url));
    const [first] = clients;
    if (first === undefined) throw new Error('No api process');
    const one = await connectNumber(first, simulator);
    const other = await connectNumber(first, simulator);

    const ids: MessageId[] = [];
    let tries = 0;
    const sending = (async () => {
      for (let place = 0; place < MESSAGES; place += 1)
        ids[place] = await sendUntilAccepted({
          // The one or the other api process, as a balancer would.
          client: () => clients[tries++ % clients.length] ?? first,
          instanceId: (place % 2 === 0 ? one : other).instanceId,
          name: `message-${String(place)}`,
          recipient: `+55119${String(80_000_000 + (place % 60))}`,
        });
    })();
    await workers.restart(0, 'killed');
    await apis.restart(0, 'stopped');
    await workers.restart(1, 'stopped');
    await apis.restart(1, 'killed');
    await workers.restart(1, 'killed');
    await sending;
    await expectEachSentOnce({ client: first, simulator, databaseUrl: postgres.connectionString, ids });
    await apis.stop();
    await workers.stop();
    await simulator.close();
    await postgres.stop();
  },
  LIMIT_MS,
);
