/**
 * Receives Recado's webhooks with Node's own HTTP server:
 *
 *     RECADO_WEBHOOK_SECRETS='whsec_…' node receiver-node.ts
 *
 * RECADO_WEBHOOK_SECRETS holds several secrets, separated by spaces, while you change from one to the other; INBOX is the folder
 * where events are kept (./inbox), PORT the port (4000).
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { verifyWebhook, WebhookVerificationError, type WebhookEvent } from '@recado/sdk/webhooks';

const { RECADO_WEBHOOK_SECRETS = '', INBOX = 'inbox', PORT = '4000' } = process.env;
const secrets = RECADO_WEBHOOK_SECRETS.split(' ').filter(Boolean);
const MOST_BYTES = 1_000_000;

/**
 * Keeps an event, once however often it arrives, under its id. With a database: a table whose primary key is the id, and
 * `insert … on conflict do nothing`. The work itself is done by whoever reads the inbox, after the answer.
 */
async function keep(event: WebhookEvent, body: Buffer): Promise<void> {
  const draft = `${INBOX}/.${randomUUID()}`;
  await writeFile(draft, body, { flush: true });
  try {
    // All of the file or none of it gets the name, also when the machine stops now.
    await link(draft, `${INBOX}/${event.id}.json`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  await rm(draft);
}

/** @returns the status to answer with */
async function receive(request: IncomingMessage): Promise<number> {
  if (!(Number(request.headers['content-length']) <= MOST_BYTES)) return 413;
  try {
    const body = await buffer(request);
    const event = await verifyWebhook({ secrets, headers: request.headers, body });
    await keep(event, body);
    return 204;
  } catch (error) {
    console.error(error);
    // Whatever is not 2xx is tried again.
    return error instanceof WebhookVerificationError ? 401 : 500;
  }
}

await mkdir(INBOX, { recursive: true });
createServer((request, response) => {
  void receive(request).then((status) => response.writeHead(status).end());
}).listen(Number(PORT), () => {
  console.log(`Receiving webhooks on port ${PORT}`);
});
