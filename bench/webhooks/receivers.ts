import { once } from 'node:events';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

/**
 * Endpoints of customers in a process of their own, so that their time is not counted as ours: each reads the body and answers
 * 204. Prints their addresses as JSON, and on SIGUSR2 when the first request came, by the clock of the machine.
 */
const { values } = parseArgs({ options: { endpoints: { type: 'string', default: '1' } } });

let firstAtMs: number | undefined;

async function startEndpoint(): Promise<string> {
  const server = createServer((request, response) => {
    firstAtMs ??= Date.now();
    request.resume().on('end', () => response.writeHead(204).end());
  });
  // A connection that is closed while a request is on its way would be counted as a failure.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return `http://127.0.0.1:${String(address.port)}/hook`;
}

const urls = await Promise.all(Array.from({ length: Number(values.endpoints) }, startEndpoint));
process.on('SIGUSR2', () => process.stdout.write(`${JSON.stringify(firstAtMs ?? null)}\n`));
process.on('SIGTERM', () => process.exit(0));
process.stdout.write(`${JSON.stringify(urls)}\n`);
