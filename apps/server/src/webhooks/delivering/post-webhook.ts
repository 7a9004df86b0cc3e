import type { AttemptTimings, EventId } from '@recado/contracts';
import { request, type Dispatcher } from 'undici';
import type { Clock } from '../../platform/clock.ts';
import type { ConnectionTrace, Egress } from '../../platform/security/egress.ts';
import { readStart, shownBody, shownHeaders } from './answer-start.ts';
import { CONNECT_TIMEOUT, networkErrorName, TIMEOUT } from './network-error-policy.ts';
import { hubSignatureHeader, signatureHeaders } from './signing-policy.ts';

/** How an endpoint wants to be called. */
export interface WebhookTarget {
  url: string;
  /** In standard form: the one in force, then the one before while it still signs. */
  secrets: readonly [string, ...string[]];
  /** Custom headers, in lower case. */
  headers: Record<string, string>;
  hasHubSignature: boolean;
  connectTimeoutMs: number;
  /** From the first step of connecting to the last byte of the answer. */
  timeoutMs: number;
}

export interface WebhookCall {
  target: WebhookTarget;
  eventId: EventId;
  /** The event's envelope as JSON. */
  body: string;
  /** A test says so in a header, because it may look like any event. */
  isTest?: boolean;
}

/** What the endpoint did; `error` is null exactly when it answered 2xx in time. */
export interface WebhookAnswer {
  at: Date;
  timings: AttemptTimings;
  /** As they were sent, but for the values of custom headers. */
  requestHeaders: Record<string, string>;
  statusCode: number | null;
  error: string | null;
  responseHeaders: Record<string, string> | null;
  /** The beginning of what it said, as text that PostgreSQL can keep; null when it was compressed. */
  responseBody: string | null;
  retryAfter: string | null;
}

/** Ends the exchange, and remembers what ran out. */
class Deadlines {
  readonly #abort = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #connecting: NodeJS.Timeout | undefined;
  #passed: string | undefined;

  constructor(timeoutMs: number) {
    this.#timers.push(this.#after(timeoutMs, TIMEOUT));
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The name of what ran out; undefined while nothing did. */
  get passed(): string | undefined {
    return this.#passed;
  }

  connecting(timeoutMs: number): void {
    this.#connecting ??= this.#after(timeoutMs, CONNECT_TIMEOUT);
    this.#timers.push(this.#connecting);
  }

  connected(): void {
    clearTimeout(this.#connecting);
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #after(ms: number, name: string): NodeJS.Timeout {
    return setTimeout(() => {
      this.#passed ??= name;
      this.#abort.abort();
    }, ms);
  }
}

const MASK = '••••';
const masked = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, MASK]));

function ownHeaders({ target, eventId, body, isTest }: WebhookCall, at: Date): Record<string, string> {
  const [secret] = target.secrets;
  return {
    'content-type': 'application/json',
    'user-agent': 'Recado',
    ...signatureHeaders(target.secrets, {
      eventId,
      body,
      timestampSeconds: Math.floor(at.getTime() / 1_000),
    }),
    ...(target.hasHubSignature && hubSignatureHeader(secret, body)),
    ...(isTest === true && { 'recado-test': 'true' }),
  };
}

const errorOfStatus = (statusCode: number): string | null => {
  if (statusCode >= 200 && statusCode < 300) return null;
  return statusCode >= 300 && statusCode < 400 ? 'redirect_not_followed' : `http_${String(statusCode)}`;
};

const between = (fromMs: number | undefined, toMs: number | undefined): number | null =>
  fromMs === undefined || toMs === undefined ? null : Math.round(toMs - fromMs);

type Ending = Pick<WebhookAnswer, 'statusCode' | 'error' | 'responseHeaders' | 'responseBody' | 'retryAfter'>;

/** Makes one signed request through the address guard, and never throws for what the endpoint or the network did. */
export class PostWebhook {
  constructor(
    private readonly egress: Egress,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined when `signal` ended it, so that nobody knows whether the endpoint took the event */
  async execute(call: WebhookCall, signal?: AbortSignal): Promise<WebhookAnswer | undefined> {
    const at = this.clock.now();
    const startedAtMs = this.clock.monotonicMs();
    const { target } = call;
    const headers = ownHeaders(call, at);
    const deadlines = new Deadlines(target.timeoutMs);
    const trace: ConnectionTrace = {
      onBegin: () => {
        deadlines.connecting(target.connectTimeoutMs);
      },
      onOpen: () => {
        deadlines.connected();
      },
    };
    let firstByteAtMs: number | undefined;
    const ending = await this.#exchange(call, { headers, deadlines, trace, signal }, () => {
      firstByteAtMs = this.clock.monotonicMs();
    });
    deadlines.end();
    if (signal?.aborted === true && ending.error !== null) return undefined;
    const timings = {
      dns: between(trace.beganAtMs, trace.lookedUpAtMs),
      connect: between(trace.lookedUpAtMs ?? trace.beganAtMs, trace.connectedAtMs),
      tls: between(trace.connectedAtMs, trace.securedAtMs),
      firstByte: between(startedAtMs, firstByteAtMs),
      total: Math.round(this.clock.monotonicMs() - startedAtMs),
    };
    return { at, timings, requestHeaders: { ...masked(target.headers), ...headers }, ...ending };
  }

  async #exchange(
    { target, body }: WebhookCall,
    { headers, deadlines, trace, signal }: Exchange,
    onHeaders: () => void,
  ): Promise<Ending> {
    let response: Dispatcher.ResponseData | undefined;
    try {
      response = await this.egress.traced(trace, () =>
        request(target.url, {
          dispatcher: this.egress.dispatcher,
          method: 'POST',
          headers: { ...target.headers, ...headers },
          body,
          // The deadlines rule alone.
          headersTimeout: 0,
          bodyTimeout: 0,
          signal: signal === undefined ? deadlines.signal : AbortSignal.any([deadlines.signal, signal]),
        }),
      );
      onHeaders();
      const start = await readStart(response.body);
      return {
        ...answered(response),
        error: errorOfStatus(response.statusCode),
        responseBody: shownBody(start, response.headers),
      };
    } catch (error) {
      const name = deadlines.passed ?? networkErrorName(error);
      return { ...(response === undefined ? nothing : answered(response)), error: name };
    }
  }
}

interface Exchange {
  headers: Record<string, string>;
  deadlines: Deadlines;
  trace: ConnectionTrace;
  signal: AbortSignal | undefined;
}

const nothing = { statusCode: null, responseHeaders: null, responseBody: null, retryAfter: null };

function answered({ statusCode, headers }: Dispatcher.ResponseData): Omit<Ending, 'error'> {
  const responseHeaders = shownHeaders(headers);
  return {
    statusCode,
    responseHeaders,
    responseBody: null,
    retryAfter: responseHeaders['retry-after'] ?? null,
  };
}
