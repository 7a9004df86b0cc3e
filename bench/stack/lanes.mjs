/**
 * A job for each message against a lane: rows that are due in PostgreSQL, each taken to `sent`. With jobs, each loads and
 * updates one row. With a lane, one wake-up claims rows a hundred at a time and writes their outcomes with one statement.
 * Nothing is sent: what is measured is what it costs to know that something has to be.
 */
import pg from 'pg';
import { report, seconds } from './measure.mjs';
import { onEachBackend } from './queue-backends.mjs';

const MESSAGES = Math.max(2_000, Math.min(20_000, seconds * 2_000));
const BATCH = 100;
const opts = { removeOnComplete: true, removeOnFail: true };

async function fill(pool) {
  await pool.query('drop table if exists messages');
  await pool.query(
    `create table messages (id int primary key, status text not null, content jsonb not null default '{}')`,
  );
  await pool.query(`insert into messages select n, 'pending' from generate_series(1, $1) n`, [MESSAGES]);
  await pool.query(`create index on messages (id) where status = 'pending'`);
  await pool.query('analyze messages');
}

async function jobEach({ pool, done }, id) {
  const claim = `update messages set status = 'sending' where id = $1 and status = 'pending' returning content`;
  await pool.query({ name: 'claim', text: claim, values: [id] });
  await pool.query({
    name: 'settle',
    text: `update messages set status = 'sent' where id = $1`,
    values: [id],
  });
  done(1);
}

async function lane({ pool, done }) {
  for (;;) {
    const { rows } = await pool.query({
      name: 'claim many',
      text: `update messages set status = 'sending' where id in (
               select id from messages where status = 'pending' order by id limit ${BATCH} for update skip locked
             ) returning id, content`,
    });
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.id);
    await pool.query({
      name: 'settle many',
      text: `update messages set status = 'sent' where id = any($1)`,
      values: [ids],
    });
    done(rows.length);
  }
}

async function timed(backend, pool, { name, jobs, work }) {
  await fill(pool);
  const queue = backend.queue(name);
  const finished = Promise.withResolvers();
  let count = 0;
  const done = (more) => {
    count += more;
    if (count === MESSAGES) finished.resolve();
  };
  const worker = backend.worker(name, (job) => work({ pool, done }, job.data.id), { concurrency: 50 });
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  void worker.run();
  for (let from = 0; from < jobs.length; from += BATCH)
    await queue.addBulk(jobs.slice(from, from + BATCH).map((id) => ({ name: 'job', data: { id }, opts })));
  await finished.promise;
  const elapsed = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await worker.close();
  await queue.close();
  return {
    'messages/s': Math.round(MESSAGES / elapsed),
    'CPU µs each': Math.round((user + system) / MESSAGES),
  };
}

const rows = {};
await onEachBackend(async (backend, databaseUrl) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  const ids = Array.from({ length: MESSAGES }, (_, index) => index + 1);
  rows[`a job for each message, ${backend.name}`] = await timed(backend, pool, {
    name: 'each',
    jobs: ids,
    work: jobEach,
  });
  rows[`a lane, ${backend.name}`] = await timed(backend, pool, { name: 'lane', jobs: [0], work: lane });
  await pool.end();
});
await report('A job for each message, or a lane', rows);
