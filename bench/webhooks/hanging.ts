import { setTimeout as pause } from 'node:timers/promises';
import { EventEnvelope } from '@recado/contracts';
import { startGraphApiSimulator } from '@recado/graph-api-simulator';
import {
  startWebhookReceiver,
  type AnswerRequest,
  type WebhookReceiver,
} from '../../apps/server/test/harness/webhook-receiver.ts';
import { connectNumber } from '../../e2e/harness/api.ts';
import { quantile } from '../throughput/load.ts';
import { API_AND_WORKER, withRecado, type Started } from '../with-recado.ts';

const QUICK = 99;

export interface HangingFigures {
  deliveries: number;
  p50Ms: number;
  p95Ms: number;
  mostMs: number;
  /** Requests that the endpoint that hangs has been given meanwhile. */
  givenToHanging: number;
}

/** From a message's `message.sent` to the 99 endpoints that answer at once, beside one that never answers. */
export async function hangingFigures(plan: { messages: number; everyMs: number }): Promise<HangingFigures> {
  const receivers: WebhookReceiver[] = [];
  const startReceiver = async (answer: AnswerRequest): Promise<WebhookReceiver> => {
    const receiver = await startWebhookReceiver(answer);
    receivers.push(receiver);
    return receiver;
  };
  try {
    const tookMs: number[] = [];
    const hanging = await startReceiver(() => undefined);
    for (let place = 0; place < QUICK; place += 1)
      await startReceiver((response, { body }) => {
        tookMs.push(Date.now() - Date.parse(EventEnvelope.parse(JSON.parse(body)).timestamp));
        response.writeHead(204).end();
      });
    await withRecado(API_AND_WORKER, (started) => sendAll(started, { ...plan, receivers, tookMs }));
    const sorted = tookMs.toSorted((one, other) => one - other);
    return {
      deliveries: sorted.length,
      p50Ms: quantile(sorted, 0.5),
      p95Ms: quantile(sorted, 0.95),
      mostMs: sorted.at(-1) ?? 0,
      givenToHanging: hanging.received.length,
    };
  } finally {
    await Promise.all(receivers.map((receiver) => receiver.close()));
  }
}

interface Sending {
  messages: number;
  everyMs: number;
  receivers: WebhookReceiver[];
  tookMs: number[];
}

async function sendAll(
  { client }: Started,
  { messages, everyMs, receivers, tookMs }: Sending,
): Promise<void> {
  const simulator = await startGraphApiSimulator();
  try {
    const { instanceId } = await connectNumber(client, simulator);
    for (const { url } of receivers)
      await client.expect('POST', '/webhooks', { url, events: ['message.sent'], timeoutMs: 30_000 });
    for (let place = 0; place < messages; place += 1) {
      await client.expect('POST', '/messages/send', {
        instanceId,
        recipient: `+55119${String(80_000_000 + place)}`,
        message: { type: 'text', content: 'Bom dia' },
      });
      await pause(everyMs);
    }
    for (let tries = 0; tries < 600 && tookMs.length < messages * QUICK; tries += 1) await pause(100);
    if (tookMs.length !== messages * QUICK) throw new Error(`Only ${String(tookMs.length)} deliveries came`);
  } finally {
    await simulator.close();
  }
}
