import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { WebhookDeliveryDetail, WebhookDeliveryPage, WebhookWithSecret } from '@recado/contracts';
import {
  startWebhookReceiver,
  status,
  type AnswerRequest,
} from '../../apps/server/test/harness/webhook-receiver.ts';
import { API_AND_WORKER, withRecado, type Started } from '../with-recado.ts';

const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024, 'x');

/** A byte a second of an answer that never ends. */
const trickle: AnswerRequest = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('.'), 1_000);
  response.on('close', () => {
    clearInterval(timer);
  });
};

const bomb = gzipSync(megabytes(50));

const receivers: Record<string, AnswerRequest> = {
  redirect: status(301, { location: 'http://169.254.169.254/' }),
  '410': status(410),
  '429': status(429, { 'retry-after': '86400' }),
  'body of 10 MB': (response) => response.end(megabytes(10)),
  'gzip bomb of 50 MB': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  'a byte a second': trickle,
  'no answer': () => undefined,
  reset: (response) => response.socket?.resetAndDestroy(),
  'no TLS behind https': status(204),
};

/** An event for one endpoint, as the transaction of what happened leaves it. */
const RECORD = `
  with event as (
    insert into events (id, tenant_id, type, data)
    select gen_random_uuid(), tenant_id, 'message.sent', '{}' from webhooks where id = $1
    returning id, tenant_id
  )
  insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type)
  select tenant_id, $1, id, 'message.sent' from event`;

export interface HostileFigures {
  receiver: string;
  /** Of each run: the delivery's state, the class of the error, and how long the attempt took. */
  runs: { state: string; error: string; tookMs: number }[];
}

/** What becomes of a delivery to receivers that misbehave, with an endpoint's timeouts as they are unless told otherwise. */
export async function hostileFigures(runs: number): Promise<HostileFigures[]> {
  return withRecado(API_AND_WORKER, async (started) => {
    const figures: HostileFigures[] = [];
    for (const [receiver, answer] of Object.entries(receivers)) {
      const outcomes = [];
      for (let run = 0; run < runs; run += 1) outcomes.push(await deliver(started, receiver, answer));
      figures.push({ receiver, runs: outcomes });
    }
    return figures;
  });
}

async function deliver({ client, database }: Started, name: string, answer: AnswerRequest) {
  const receiver = await startWebhookReceiver(answer);
  try {
    const { id } = WebhookWithSecret.parse(
      await client.expect('POST', '/webhooks', {
        url: name.includes('TLS') ? receiver.url.replace('http:', 'https:') : receiver.url,
        events: ['message.sent'],
        retryConfig: { maxRetries: 0 },
      }),
    );
    await database.query(RECORD, [id]);
    for (let tries = 0; tries < 1_200; tries += 1) {
      const page = WebhookDeliveryPage.parse(await client.expect('GET', `/webhooks/${id}/deliveries`));
      const [delivery] = page.items;
      if (delivery !== undefined && delivery.attempts > 0 && delivery.state !== 'delivering') {
        const detail = WebhookDeliveryDetail.parse(await client.expect('GET', `/deliveries/${delivery.id}`));
        const [attempt] = detail.history;
        await client.expect('DELETE', `/webhooks/${id}`);
        return { state: detail.state, error: attempt?.error ?? 'none', tookMs: attempt?.timings.total ?? 0 };
      }
      await pause(25);
    }
    throw new Error(`${name}: the delivery has no end`);
  } finally {
    await receiver.close();
  }
}
