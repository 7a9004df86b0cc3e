import { randomBytes, randomUUID } from 'node:crypto';
import { EventEnvelope, WebhookDeliveryPage, WebhookWithSecret } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  startWebhookReceiver,
  type WebhookReceiver,
} from '../../apps/server/test/harness/webhook-receiver.ts';
import { ADMINISTRATOR, administratorAt, type ApiClient } from '../harness/api.ts';
import { Fleet } from '../harness/fleet.ts';
import { startScratchPostgres, type ScratchPostgres } from '../harness/postgres.ts';

const KILLS = 20;
const EVENTS_EACH = 20;
/** Two in order and three not, so that there are 2,000 deliveries. */
const ORDERED = [true, true, false, false, false];
const EVENTS = KILLS * EVENTS_EACH;
/** The last endpoint refuses one event in this many, however often it is asked. */
const REFUSES_EVERY = 10;
const conversations = Array.from({ length: 10 }, () => randomUUID());
const LIMIT_MS = 600_000;

/** Events as a transaction that ends while nobody listens leaves them: the sweep alone finds them. */
const RECORD = `
  with given as (
    select gen_random_uuid() as id, n, ($1::uuid[])[1 + n % cardinality($1::uuid[])] as conversation_id
    from generate_series(1, $2::int) n
  ),
  recorded as (
    insert into events (id, tenant_id, type, data, conversation_id)
    select given.id, t.id, 'message.sent', '{}', conversation_id from given cross join tenants t order by n
  )
  insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, ordering_key)
  select w.tenant_id, w.id, given.id, 'message.sent', case when w.is_ordered then conversation_id::text end
  from given cross join webhooks w order by n`;

/** Nobody is alive who holds these; they are aged rather than waited for, which takes 12 and 60 s. */
const FORGET_THE_DEAD = [
  `update leases set expires_at = now()`,
  `update webhook_deliveries set claim_until = now() where state = 'delivering'`,
];

interface Endpoint {
  webhookId: string;
  isOrdered: boolean;
  receiver: WebhookReceiver;
}

let postgres: ScratchPostgres;
let database: pg.Client;
let apis: Fleet;
let workers: Fleet;
let client: ApiClient;

beforeAll(async () => {
  // Durable: a row that a killed worker had committed must be there for the next one.
  postgres = await startScratchPostgres({ isDurable: true });
  const settings = {
    ...ADMINISTRATOR,
    DATABASE_URL: postgres.connectionString,
    RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
  };
  apis = new Fleet({ ...settings, RECADO_ROLE: 'api' });
  workers = new Fleet({ ...settings, RECADO_ROLE: 'worker' });
  client = await administratorAt((await apis.start()).url);
  database = new pg.Client({ connectionString: postgres.connectionString });
  await database.connect();
});
afterAll(async () => {
  await apis.stop();
  await workers.stop();
  await database.end();
  await postgres.stop();
});

async function startEndpoint(isOrdered: boolean, refuses: boolean): Promise<Endpoint> {
  const receiver = await startWebhookReceiver((response, { body }) => {
    const { sequence } = EventEnvelope.parse(JSON.parse(body));
    // Long enough for a kill to find requests under way.
    setTimeout(() => {
      response.writeHead(refuses && sequence % REFUSES_EVERY === 0 ? 500 : 204).end();
    }, 10);
  });
  const { id } = WebhookWithSecret.parse(
    await client.expect('POST', '/webhooks', {
      url: receiver.url,
      events: ['message.sent'],
      ordered: isOrdered,
      // Retries come in a row, and ten failures in a row would open the breaker for a minute.
      retryConfig: { maxRetries: refuses ? 0 : 1, retryDelay: 100 },
    }),
  );
  return { webhookId: id, isOrdered, receiver };
}

/** Each event's first arrival, in the order of arrival. */
const firstArrivals = ({ receiver }: Endpoint): EventEnvelope[] => {
  const events = receiver.received.map(({ body }) => EventEnvelope.parse(JSON.parse(body)));
  return [...new Map(events.toReversed().map((event) => [event.id, event])).values()].toReversed();
};

async function failedOf({ webhookId }: Endpoint): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const path = `/webhooks/${webhookId}/deliveries?state=failed&limit=100${query}`;
    const page = WebhookDeliveryPage.parse(await client.expect('GET', path));
    ids.push(...page.items.map(({ eventId }) => eventId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

function expectOrderOfEach(endpoint: Endpoint): void {
  const groups = Map.groupBy(firstArrivals(endpoint), ({ conversationId }) => conversationId);
  expect(groups.size).toBe(conversations.length);
  for (const events of groups.values()) {
    const sequences = events.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
  }
}

it(
  `the worker killed ${String(KILLS)} times while it delivers: each event arrives or is listed as failed, and order is kept where it counts`,
  async () => {
    const endpoints: Endpoint[] = [];
    for (const [place, isOrdered] of ORDERED.entries())
      endpoints.push(await startEndpoint(isOrdered, place === ORDERED.length - 1));
    const received = () => endpoints.reduce((sum, { receiver }) => sum + receiver.received.length, 0);
    await workers.start();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = received();
      await database.query(RECORD, [conversations, EVENTS_EACH]);
      // At work: the kill comes somewhere in the middle.
      const some = Math.random() * EVENTS_EACH * ORDERED.length * 0.8;
      await expect.poll(received, { timeout: 60_000, interval: 2 }).toBeGreaterThan(before + some);
      await workers.servers[0]?.kill();
      for (const statement of FORGET_THE_DEAD) await database.query(statement);
      await workers.restart(0, 'killed');
    }
    const unfinished = async () => {
      const { rows } = await database.query<Record<string, unknown>>(
        `select w.url, w.paused_until, d.state, count(*) from webhook_deliveries d join webhooks w on w.id = d.webhook_id
         where d.state in ('pending', 'delivering') group by 1, 2, 3`,
      );
      return rows;
    };
    await expect.poll(unfinished, { timeout: 120_000, interval: 100 }).toEqual([]);

    for (const endpoint of endpoints) expect(firstArrivals(endpoint).length).toBe(EVENTS);
    for (const endpoint of endpoints.filter(({ isOrdered }) => isOrdered)) expectOrderOfEach(endpoint);
    const [refusing, ...others] = endpoints.toReversed();
    for (const endpoint of others) expect(await failedOf(endpoint)).toEqual([]);
    const refused = refusing === undefined ? [] : firstArrivals(refusing);
    expect((refusing === undefined ? [] : await failedOf(refusing)).toSorted()).toEqual(
      refused
        .filter(({ sequence }) => sequence % REFUSES_EVERY === 0)
        .map(({ id }) => id)
        .toSorted(),
    );
    const again = received() - EVENTS * ORDERED.length;
    process.stdout.write(`${String(again)} requests more than deliveries\n`);
    await Promise.all(endpoints.map(({ receiver }) => receiver.close()));
  },
  LIMIT_MS,
);
