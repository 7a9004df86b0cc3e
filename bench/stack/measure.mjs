/** What every measurement here shares: a stop-watch over concurrent calls, a table on the screen, a line in bench/results/stack.jsonl. */
import { appendFile, mkdir } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const results = path.join(import.meta.dirname, '../results');

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, preliminary: { type: 'boolean', default: false } },
  strict: false,
});

/** How long each candidate is measured. */
export const seconds = Number(values.seconds);

/** The flags of this run, to be passed on to a child process. */
export const flags = ['--seconds', String(seconds), ...(values.preliminary ? ['--preliminary'] : [])];

/**
 * Calls `work` again and again, `concurrency` calls at a time, after a warm-up of a fifth of the time.
 * @returns calls per second, this process's CPU time per call in µs, and percentiles of a call in ms
 */
export async function measure(work, { concurrency = 1, forSeconds = seconds } = {}) {
  await run(work, concurrency, forSeconds / 5);
  const cpuBefore = process.cpuUsage();
  const { calls, times, elapsed } = await run(work, concurrency, forSeconds);
  const { user, system } = process.cpuUsage(cpuBefore);
  times.sort((a, b) => a - b);
  return {
    'per second': Math.round(calls / elapsed),
    'CPU µs each': Math.round((user + system) / calls),
    'p50 ms': rounded(times[Math.floor(times.length * 0.5)]),
    'p99 ms': rounded(times[Math.floor(times.length * 0.99)]),
  };
}

async function run(work, concurrency, forSeconds) {
  const times = [];
  const startedAt = performance.now();
  const endsAt = startedAt + forSeconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < endsAt) {
        const begunAt = performance.now();
        await work();
        times.push(performance.now() - begunAt);
      }
    }),
  );
  return { calls: times.length, times, elapsed: (performance.now() - startedAt) / 1000 };
}

/** Three figures are enough of any measurement. */
export function rounded(value) {
  return Number(value.toPrecision(3));
}

/** Prints the rows, keyed by candidate, and keeps them with what the machine was. */
export async function report(subject, rows) {
  console.log(`\n${subject}${values.preliminary ? ' (preliminary: the machine had other work)' : ''}`);
  console.table(rows);
  await mkdir(results, { recursive: true });
  const line = {
    at: new Date().toISOString(),
    subject,
    isPreliminary: Boolean(values.preliminary),
    seconds,
    machine: {
      node: process.version,
      cpu: cpus()[0]?.model.trim(),
      cores: availableParallelism(),
      load: loadavg()[0],
    },
    rows,
  };
  await appendFile(path.join(results, 'stack.jsonl'), `${JSON.stringify(line)}\n`);
}
