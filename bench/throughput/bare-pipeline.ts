import { createPostgresBackend, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import Fastify from 'fastify';
import pg from 'pg';
import { Pool as HttpPool } from 'undici';
import { z } from 'zod';

/**
 * The pipeline everyone would write first: Fastify, one insert, one job, one request and one update for each message. It keeps
 * none of Recado's promises, and is what its speed is measured against. Runs as a process of its own:
 * DATABASE_URL, REDIS_URL (optional), PORT, PROVIDER_URL, PROVIDER_PATH, PROVIDER_TOKEN.
 */
const settings = z
  .object({
    DATABASE_URL: z.string(),
    REDIS_URL: z.string().optional(),
    PORT: z.coerce.number(),
    PROVIDER_URL: z.string(),
    PROVIDER_PATH: z.string(),
    PROVIDER_TOKEN: z.string(),
  })
  .parse(process.env);

const Body = z.strictObject({
  recipient: z.string().regex(/^\+\d{8,15}$/),
  message: z.object({ type: z.literal('text'), content: z.string().min(1).max(4096) }),
});
const Job = z.object({ id: z.string() });
const CONCURRENCY = 64;

const database = new pg.Pool({ connectionString: settings.DATABASE_URL, max: 20 });
await database.query(
  `create table if not exists bare_messages (
     id uuid primary key default gen_random_uuid(), recipient text not null, content jsonb not null,
     status text not null default 'pending', whatsapp_id text, created_at timestamptz not null default now())`,
);
const provider = new HttpPool(settings.PROVIDER_URL, { connections: CONCURRENCY });

async function send(id: string): Promise<void> {
  const { rows } = await database.query<{ recipient: string; content: { content: string } }>({
    name: 'read',
    text: 'select recipient, content from bare_messages where id = $1',
    values: [id],
  });
  const row = rows[0];
  if (row === undefined) return;
  const response = await provider.request({
    path: settings.PROVIDER_PATH,
    method: 'POST',
    headers: { authorization: `Bearer ${settings.PROVIDER_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      to: row.recipient.slice(1),
      type: 'text',
      text: { body: row.content.content },
    }),
  });
  const answer = z
    .object({ messages: z.array(z.object({ id: z.string() })) })
    .parse(await response.body.json());
  await database.query({
    name: 'update',
    text: `update bare_messages set status = 'sent', whatsapp_id = $2 where id = $1`,
    values: [id, answer.messages[0]?.id],
  });
}

interface Queued {
  add(name: string, data: { id: string }): Promise<unknown>;
}

async function openQueue(): Promise<Queued> {
  const name = 'bare';
  const process = (job: { data: unknown }) => send(Job.parse(job.data).id);
  const options = { removeOnComplete: true, removeOnFail: true };
  if (settings.REDIS_URL !== undefined) {
    const { hostname, port } = new URL(settings.REDIS_URL);
    const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
    new Worker(name, process, { connection, concurrency: CONCURRENCY });
    const queue = new Queue(name, { connection, defaultJobOptions: options });
    return queue;
  }
  const pool = new pg.Pool({
    connectionString: settings.DATABASE_URL,
    max: 20,
    options: '-c search_path=bullmq',
  });
  const client = await pool.connect();
  await runMigrations(client, 'bullmq');
  client.release();
  const classes = withBackend(createPostgresBackend);
  new classes.Worker(name, process, { connection: pool, concurrency: CONCURRENCY });
  return new classes.Queue(name, { connection: pool, defaultJobOptions: options });
}

const queue = await openQueue();
const app = Fastify();
app.post('/messages', async (request, reply) => {
  const { recipient, message } = Body.parse(request.body);
  const { rows } = await database.query<{ id: string }>({
    name: 'insert',
    text: 'insert into bare_messages (recipient, content) values ($1, $2) returning id',
    values: [recipient, JSON.stringify(message)],
  });
  const id = rows[0]?.id ?? '';
  await queue.add('send', { id });
  return reply.status(202).send({ id, status: 'pending' });
});
app.get('/health/ready', () => ({ status: 'ok' }));
await app.listen({ port: settings.PORT, host: '127.0.0.1' });
