import type { EventId } from '@recado/contracts';
import { request, type Dispatcher } from 'undici';
import type { Clock } from '../platform/clock.ts';
import type { Egress } from '../platform/security/egress.ts';
import { networkErrorName, TIMEOUT } from './network-error-policy.ts';
import { signatureHeaders } from './signing-policy.ts';

export interface WebhookCall {
  url: string;
  /** In standard form. */
  secret: string;
  eventId: EventId;
  /** The event's envelope as JSON. */
  body: string;
}

/** What the endpoint did; `error` is null exactly when it answered 2xx in time. */
export interface WebhookAnswer {
  at: Date;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
  /** The beginning of what it said, as text that PostgreSQL can keep. */
  responseBody: string | null;
  retryAfter: string | null;
}

export interface PostLimits {
  /** From the first step of connecting to the last byte of the answer. */
  exchangeMs: number;
  mostReadBytes: number;
  mostKeptBytes: number;
}

const usualLimits: PostLimits = { exchangeMs: 15_000, mostReadBytes: 16 * 1024, mostKeptBytes: 4 * 1024 };

/** Reads up to `most` bytes; what comes beyond closes the connection. */
async function readStart(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks);
}

/** Valid UTF-8 without NUL, which PostgreSQL's text refuses; a character cut in two at the end is left out. */
const keptText = (bytes: Buffer, most: number): string =>
  new TextDecoder().decode(bytes.subarray(0, most), { stream: true }).replaceAll('\0', '');

const errorOfStatus = (statusCode: number): string | null => {
  if (statusCode >= 200 && statusCode < 300) return null;
  return statusCode >= 300 && statusCode < 400 ? 'redirect_not_followed' : `http_${String(statusCode)}`;
};

const single = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

/** Makes one signed request through the address guard, and never throws for what the endpoint or the network did. */
export class PostWebhook {
  constructor(
    private readonly egress: Egress,
    private readonly clock: Clock,
    private readonly limits: PostLimits = usualLimits,
  ) {}

  async execute(call: WebhookCall): Promise<WebhookAnswer> {
    const at = this.clock.now();
    const startedAtMs = this.clock.monotonicMs();
    const ending = await this.#exchange(call, at);
    return { at, durationMs: Math.round(this.clock.monotonicMs() - startedAtMs), ...ending };
  }

  async #exchange(call: WebhookCall, at: Date): Promise<Omit<WebhookAnswer, 'at' | 'durationMs'>> {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      abort.abort();
    }, this.limits.exchangeMs);
    let response: Dispatcher.ResponseData | undefined;
    try {
      response = await request(call.url, {
        dispatcher: this.egress.dispatcher,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Recado',
          ...signatureHeaders(call.secret, { ...call, timestampSeconds: Math.floor(at.getTime() / 1_000) }),
        },
        body: call.body,
        signal: abort.signal,
      });
      const start = await readStart(response.body, this.limits.mostReadBytes);
      return {
        statusCode: response.statusCode,
        error: errorOfStatus(response.statusCode),
        responseBody: keptText(start, this.limits.mostKeptBytes),
        retryAfter: single(response.headers['retry-after']),
      };
    } catch (error) {
      return {
        statusCode: response?.statusCode ?? null,
        error: abort.signal.aborted ? TIMEOUT : networkErrorName(error),
        responseBody: null,
        retryAfter: null,
      };
    } finally {
      clearTimeout(timer);
    }
  }
}
