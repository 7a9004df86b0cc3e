import { once } from 'node:events';
import { createServer } from 'node:http';

/** An endpoint of a customer's own, on this machine. */
export interface WebhookReceiver {
  url: string;
  /** What it answers from now on. */
  answers: (statusCode: number, body?: string) => void;
  /** The header of each request so far, oldest first. */
  headersSeen: (name: string) => string[];
}

/** Ends with the process: what shows the dashboard its deliveries may look at them for as long as it likes. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  let answer = { statusCode: 204, body: '' };
  const seen: Record<string, unknown>[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    request.resume().on('end', () => {
      response.writeHead(answer.statusCode, { 'content-type': 'application/json' }).end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://127.0.0.1:${String(address.port)}/hooks`,
    answers: (statusCode, body = '') => {
      answer = { statusCode, body };
    },
    headersSeen: (name) => seen.map((headers) => String(headers[name])),
  };
}
