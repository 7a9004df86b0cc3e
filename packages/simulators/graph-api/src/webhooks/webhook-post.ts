import { Agent, type Dispatcher } from 'undici';

interface SignedPost {
  readonly url: string;
  readonly body: string;
  readonly signature: string;
  readonly timeoutMs: number;
}

/** How many webhooks went out and how they were answered. */
export interface WebhookCounts {
  delivered: number;
  refused: number;
  retried: number;
}

const MAX_CONNECTIONS = 64;

/** Posts signed webhooks over connections that are kept open. */
export class WebhookPost {
  readonly dispatcher: Dispatcher = new Agent({ connections: MAX_CONNECTIONS, keepAliveTimeout: 30_000 });
  readonly counts: WebhookCounts = { delivered: 0, refused: 0, retried: 0 };
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** Posts once; true when the receiver answered with 2xx. */
  async send(post: SignedPost): Promise<boolean> {
    const reason = await this.#tryOnce(post);
    if (reason === undefined) {
      this.counts.delivered += 1;
      return true;
    }
    this.counts.refused += 1;
    this.#log(`webhook to ${post.url} was not taken: ${reason}`);
    return false;
  }

  countRetry(): void {
    this.counts.retried += 1;
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  async #tryOnce(post: SignedPost): Promise<string | undefined> {
    try {
      const { origin, pathname, search } = new URL(post.url);
      const answer = await this.dispatcher.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': post.signature,
        },
        body: post.body,
        headersTimeout: post.timeoutMs,
        bodyTimeout: post.timeoutMs,
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300 ? undefined : `HTTP ${answer.statusCode}`;
    } catch (error) {
      return error instanceof Error ? error.message : 'no answer';
    }
  }
}
