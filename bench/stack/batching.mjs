/** Accepting: a commit for each message against micro-batches (apps/server/src/platform/database/micro-batch.ts). */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { MicroBatch } from '../../apps/server/src/platform/database/micro-batch.ts';
import { measure, report } from './measure.mjs';
import { withPostgres } from './scratch-postgres.mjs';

const content = JSON.stringify({ type: 'text', content: 'Olá, como posso ajudar?' });

function oneByOne(pool) {
  return async () => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query({
        name: 'one',
        text: 'insert into messages (id, content) values ($1, $2)',
        values: [randomUUID(), content],
      });
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}

function batched(pool) {
  const batch = new MicroBatch({
    maxItems: 100,
    maxWaitMs: 2,
    run: async (items) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query({
          name: 'many',
          text: 'insert into messages (id, content) select * from unnest($1::uuid[], $2::jsonb[])',
          values: [items.map((item) => item.id), items.map((item) => item.content)],
        });
        await client.query('commit');
        return items;
      } finally {
        client.release();
      }
    },
  });
  return () => batch.add({ id: randomUUID(), content });
}

await withPostgres(async (connectionString) => {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query(
    'create table messages (id uuid primary key, content jsonb not null, created_at timestamptz default now())',
  );
  const rows = {};
  for (const concurrency of [1, 50, 200]) {
    rows[`a commit each, ${concurrency} callers`] = await measure(oneByOne(pool), { concurrency });
    rows[`micro-batches, ${concurrency} callers`] = await measure(batched(pool), { concurrency });
  }
  await pool.end();
  await report('Accepting: a durable insert', rows);
});
