import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { AT_ONCE, eventData } from './delivery-figures.ts';

/**
 * The loop everyone would write first: signs an event and posts it, some requests at once for each endpoint, and keeps
 * nothing. Runs as a process of its own: URLS (JSON), DELIVERIES. Prints what it took as JSON.
 */
const settings = z
  .object({ URLS: z.string().transform((text): unknown => JSON.parse(text)), DELIVERIES: z.coerce.number() })
  .parse(process.env);
const urls = z.array(z.string()).parse(settings.URLS);
const each = settings.DELIVERIES / urls.length;
const key = randomBytes(32);
const dispatcher = new Agent();
const tenantId = randomUUID();
const instanceId = randomUUID();

async function deliver(url: string, place: number): Promise<void> {
  const at = new Date();
  const id = randomUUID();
  const body = JSON.stringify({
    id,
    type: 'message.sent',
    timestamp: at.toISOString(),
    tenantId,
    instanceId,
    conversationId: instanceId,
    sequence: place,
    data: eventData(place),
  });
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const response = await request(url, {
    dispatcher,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'bare',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  });
  await response.body.dump();
  if (response.statusCode !== 204) throw new Error(`The endpoint answered ${String(response.statusCode)}`);
}

async function deliverAll(url: string): Promise<void> {
  let next = 0;
  const oneAfterAnother = async (): Promise<void> => {
    while (next < each) await deliver(url, next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterAnother));
}

const cpuBefore = process.cpuUsage();
const begunAt = performance.now();
await Promise.all(urls.map(deliverAll));
const seconds = (performance.now() - begunAt) / 1_000;
const cpu = process.cpuUsage(cpuBefore);
await dispatcher.close();
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (cpu.user + cpu.system) / 1e6 })}\n`);
