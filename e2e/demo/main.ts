import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventEnvelope, MessageId } from '@recado/contracts';
import { startGraphApiSimulator } from '@recado/graph-api-simulator';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { ADMINISTRATOR, administratorAt, connectNumber } from '../harness/api.ts';
import { startServerProcess } from '../harness/server-process.ts';

/** The main job, step by step with times: send, sent, delivered, read, the answer; each also as a signed event. */

const CUSTOMER = '5511987654321';
const LAST_EVENT = 'message.received';

const begunAt = performance.now();
let stepAt = begunAt;

function step(text: string): void {
  const now = performance.now();
  const [since, total] = [now - stepAt, now - begunAt].map((ms) => `${ms.toFixed(0)} ms`);
  process.stdout.write(`${(total ?? '').padStart(8)}  +${(since ?? '').padEnd(8)}  ${text}\n`);
  stepAt = now;
}

const WithSecret = z.object({ secret: z.string() });
const Accepted = z.object({ id: MessageId, status: z.string() });

/** A customer's endpoint: checks each signature with the library that Standard Webhooks names. */
async function startReceiver(verify: () => Webhook, heard: (event: EventEnvelope) => void): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      heard(EventEnvelope.parse(verify().verify(Buffer.concat(chunks).toString(), headers)));
      response.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
};

const dataDir = await mkdtemp(path.join(tmpdir(), 'recado-demo-'));
const server = await startServerProcess({
  settings: {
    ...ADMINISTRATOR,
    RECADO_DATA_DIR: dataDir,
    RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
  },
});
step('Recado is ready, with a database of its own');

const meta = await startGraphApiSimulator({ behaviour: { window: 'open' } });
step('a server speaks the Cloud API as Meta does');

const client = await administratorAt(server.url);
const { instanceId, number } = await connectNumber(client, meta);
meta.customer(number.id, CUSTOMER, { autoReply: () => 'Sim, temos! Até já.' });
step(`the number ${number.displayPhoneNumber} is connected`);

let webhook = new Webhook(randomBytes(24).toString('base64'));
const done = Promise.withResolvers<undefined>();
const receiver = await startReceiver(
  () => webhook,
  (event) => {
    step(`webhook ${event.type}, signature verified`);
    if (event.type === LAST_EVENT) done.resolve(undefined);
  },
);
const { secret } = WithSecret.parse(
  await client.expect('POST', '/webhooks', {
    instanceId,
    url: `http://127.0.0.1:${String(portOf(receiver))}/events`,
    events: ['*'],
  }),
);
webhook = new Webhook(secret);
step('a webhook endpoint listens to all events');

const accepted = Accepted.parse(
  await client.expect('POST', '/messages/send', {
    instanceId,
    recipient: `+${CUSTOMER}`,
    message: { type: 'text', content: 'Olá! Vocês têm pão de queijo?' },
  }),
);
step(`POST /messages/send answered 202: ${accepted.id} is ${accepted.status}`);

await done.promise;
const message = await client.message(accepted.id);
step(`GET /messages/:id: ${message.status}, attempt ${String(message.attempt)}, ${message.whatsappId ?? ''}`);

receiver.close();
await meta.close();
await server.stop();
await rm(dataDir, { recursive: true, force: true });
step('stopped');
