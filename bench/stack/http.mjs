/** HTTP frameworks: one validated POST, 50 connections, the server in a process of its own. */
import autocannon from 'autocannon';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { report, rounded, seconds } from './measure.mjs';

const candidates = {
  'NestJS 12, Fastify, Zod': 'http-nest-12-fastify-zod.mjs',
  'NestJS 10, Express, class-validator': 'specified/http-nest-10-express-class-validator.mjs',
};

const good = {
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  recipient: '+5511999999999',
  message: { type: 'text', content: 'Olá, como posso ajudar?' },
  priority: 'normal',
};
const bad = { ...good, instanceId: 'none', surprise: true };

function shoot(port, body, duration) {
  return autocannon({
    url: `http://127.0.0.1:${port}/messages/send`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    connections: 50,
    duration,
  });
}

async function ask(server) {
  server.send('cpu');
  const [{ cpu }] = await once(server, 'message');
  return cpu.user + cpu.system;
}

async function candidate(file) {
  const server = fork(path.join(import.meta.dirname, file));
  const [{ port }] = await once(server, 'message');
  try {
    const refused = await shoot(port, bad, 1);
    if (refused['4xx'] === 0 || refused['2xx'] > 0)
      throw new Error(`${file} does not refuse an invalid body`);
    await shoot(port, good, 2);
    const cpuBefore = await ask(server);
    const result = await shoot(port, good, seconds);
    if (result.non2xx > 0) throw new Error(`${file} refused a valid body`);
    return {
      'requests/s': Math.round(result['2xx'] / result.duration),
      'CPU µs each': Math.round(((await ask(server)) - cpuBefore) / result['2xx']),
      'p99 ms': rounded(result.latency.p99),
    };
  } finally {
    server.disconnect();
  }
}

const rows = {};
for (const [name, file] of Object.entries(candidates)) rows[name] = await candidate(file);
await report('HTTP: a validated POST', rows);
