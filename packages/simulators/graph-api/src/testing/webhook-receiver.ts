import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { webhookSignature } from '../webhooks/webhook-signature.ts';

const item = z.record(z.string(), z.unknown());
const payloadSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      id: z.string(),
      time: z.number().optional(),
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.looseObject({
            metadata: z.object({ display_phone_number: z.string(), phone_number_id: z.string() }).optional(),
            contacts: z.array(item).optional(),
            statuses: z.array(item).optional(),
            messages: z.array(item).optional(),
          }),
        }),
      ),
    }),
  ),
});

interface ReceivedPost {
  readonly raw: string;
  readonly signature: string | undefined;
  readonly payload: z.infer<typeof payloadSchema>;
}

/** A webhook receiver as a business runs it: answers the handshake and keeps each POST. */
export class WebhookReceiver {
  readonly posts: ReceivedPost[] = [];
  readonly handshakes: URLSearchParams[] = [];
  /** Statuses to answer the next POSTs with; 200 once they are used up. */
  answers: number[] = [];
  verifyToken = 'a verify token';
  /** While it is a list, answers are kept in it instead of being sent. */
  heldAnswers: (() => void)[] | undefined;
  url = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      if (request.method === 'GET') this.#shake(request, response);
      else this.#receive(request, response);
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    this.url = `http://127.0.0.1:${address.port}/webhook`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** All changes of one field, in the order they came. */
  changes(field = 'messages') {
    return this.posts.flatMap(({ payload }) =>
      payload.entry.flatMap((entry) => entry.changes.filter((change) => change.field === field)),
    );
  }

  /** All statuses, in the order they came. */
  statuses() {
    return this.changes().flatMap((change) => change.value.statuses ?? []);
  }

  /** All inbound messages, in the order they came. */
  messages() {
    return this.changes().flatMap((change) => change.value.messages ?? []);
  }

  /** The names of the statuses of one message. */
  statusesOf(wamid: string): unknown[] {
    return this.statuses()
      .filter((status) => status['id'] === wamid)
      .map((status) => status['status']);
  }

  /** Whether each POST was signed with this secret. */
  isSignedWith(appSecret: string): boolean {
    return this.posts.every((post) => post.signature === webhookSignature(post.raw, appSecret));
  }

  #shake(request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://receiver');
    this.handshakes.push(searchParams);
    const isMine =
      searchParams.get('hub.mode') === 'subscribe' &&
      searchParams.get('hub.verify_token') === this.verifyToken;
    response.writeHead(isMine ? 200 : 403).end(isMine ? searchParams.get('hub.challenge') : 'Forbidden');
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      const header = request.headers['x-hub-signature-256'];
      const payload = payloadSchema.parse(JSON.parse(raw));
      this.posts.push({ raw, signature: typeof header === 'string' ? header : undefined, payload });
      const answer = () => response.writeHead(this.answers.shift() ?? 200).end();
      if (this.heldAnswers) this.heldAnswers.push(answer);
      else answer();
    });
  }
}
