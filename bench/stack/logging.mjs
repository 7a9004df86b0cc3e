/** Loggers: one line of JSON, as a request writes it, to a file. */
import { closeSync, openSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { report, rounded, seconds } from './measure.mjs';
import { openWinston } from './specified/winston.mjs';

const line = {
  requestId: '0198f3c0-0000-7000-8000-000000000001',
  method: 'POST',
  path: '/messages/send',
  status: 202,
  durationMs: 3,
  authorization: 'Bearer secret',
};

async function cpuEach(write) {
  for (let i = 0; i < 5_000; i += 1) write(line);
  const before = process.cpuUsage();
  const endsAt = performance.now() + seconds * 1000;
  let calls = 0;
  for (; performance.now() < endsAt; calls += 100) {
    for (let i = 0; i < 100; i += 1) write(line);
    await turn();
  }
  const { user, system } = process.cpuUsage(before);
  return { 'CPU µs each': rounded((user + system) / calls) };
}

const file = openSync('/dev/null', 'w');
const pinoLogger = pino({ redact: ['authorization'] }, pino.destination({ fd: file, sync: true }));
await report('Loggers: one line of JSON', {
  'pino 10, one path redacted': await cpuEach((fields) => pinoLogger.info(fields, 'request completed')),
  'winston 3': await cpuEach(openWinston('/dev/null')),
});
closeSync(file);
