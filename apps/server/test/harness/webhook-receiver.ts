import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';

export interface ReceivedRequest {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Answers a request; `count` is how many came, this one included. */
export type AnswerRequest = (response: ServerResponse, request: ReceivedRequest, count: number) => void;

/** An HTTP server on loopback that stands for a customer's endpoint. */
export interface WebhookReceiver {
  url: string;
  port: number;
  received: ReceivedRequest[];
  /** Changes how it answers from now on. */
  answerWith(answer: AnswerRequest): void;
  /** Resolves once this many requests came since it was started. */
  waitFor(count: number): Promise<ReceivedRequest[]>;
  close(): Promise<void>;
}

/** Answers with this status and no body. */
export const status =
  (code: number, headers: Record<string, string> = {}): AnswerRequest =>
  (response) => {
    response.writeHead(code, headers).end();
  };

/** The body, once a verifier that is not ours has accepted its signature. */
export function verified(secret: string, request: ReceivedRequest | undefined): unknown {
  const headers = Object.entries(request?.headers ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Webhook(secret).verify(request?.body ?? '', Object.fromEntries(headers));
}

export async function startWebhookReceiver(first: AnswerRequest = status(204)): Promise<WebhookReceiver> {
  const received: ReceivedRequest[] = [];
  const waiting: { count: number; resolve: (requests: ReceivedRequest[]) => void }[] = [];
  let answer = first;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { url: path = '', method = '', headers } = incoming;
      const request = { path, method, headers, body: Buffer.concat(chunks).toString() };
      received.push(request);
      answer(response, request, received.length);
      for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve(received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    port,
    received,
    answerWith: (next) => {
      answer = next;
    },
    waitFor: (count) =>
      received.length >= count
        ? Promise.resolve(received)
        : new Promise((resolve) => {
            waiting.push({ count, resolve });
          }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
