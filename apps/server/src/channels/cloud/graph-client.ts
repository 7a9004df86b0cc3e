import type { Dispatcher } from 'undici';
import type { Clock } from '../../platform/clock.ts';
import { ChannelError } from '../channel.ts';
import type { CloudConnection, CloudSettings } from './cloud-connection.ts';
import { exchange, type Exchange } from './exchange.ts';
import { jsonOf } from './graph-error.ts';
import { failureOf } from './send-outcome-policy.ts';

/** Connecting takes at most 5 s of this (platform/security/egress.ts). */
const CALL_TIMEOUT_MS = 15_000;

export interface GraphCall {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the version, such as `<phone number id>/messages`. */
  path: string;
  query?: Record<string, string>;
  json?: unknown;
  /** A body that is not JSON, with its own headers. */
  raw?: { body: Dispatcher.DispatchOptions['body']; headers: Record<string, string> };
  timeoutMs?: number;
}

/** The address of a call. */
export function urlOf(
  { apiBaseUrl, apiVersion }: Pick<CloudSettings, 'apiBaseUrl' | 'apiVersion'>,
  { path, query }: Pick<GraphCall, 'path' | 'query'>,
): string {
  const { origin, pathname } = new URL(apiBaseUrl);
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  return `${origin}${pathname.replace(/\/$/, '')}/${apiVersion}/${path}${search}`;
}

/** Speaks HTTP with the Graph API for one connection at a time; connections to the server are kept alive. */
export class GraphClient {
  readonly #dispatcher: Dispatcher;
  readonly clock: Pick<Clock, 'now'>;

  /** @param dispatcher opens connections through the address guard, and repeats nothing by itself */
  constructor(dispatcher: Dispatcher, clock: Pick<Clock, 'now'>) {
    this.#dispatcher = dispatcher;
    this.clock = clock;
  }

  /** Makes a call and tells what became of it; never throws. */
  call(connection: CloudConnection, call: GraphCall): Promise<Exchange> {
    const { settings, secrets } = connection;
    const { origin } = new URL(settings.apiBaseUrl);
    return exchange(this.#dispatcher, {
      origin,
      path: urlOf(settings, call).slice(origin.length),
      method: call.method,
      headers: {
        authorization: `Bearer ${secrets.accessToken}`,
        accept: 'application/json',
        ...(call.json !== undefined && { 'content-type': 'application/json' }),
        ...call.raw?.headers,
      },
      body: call.json === undefined ? (call.raw?.body ?? null) : JSON.stringify(call.json),
      timeoutMs: call.timeoutMs ?? CALL_TIMEOUT_MS,
    });
  }

  /** Makes a call that must succeed and gives its JSON. @throws ChannelError */
  async ask(connection: CloudConnection, call: GraphCall): Promise<unknown> {
    const result = await this.call(connection, call);
    if (result.kind === 'answered' && result.status >= 200 && result.status < 300) {
      const value = jsonOf(result.body);
      if (value !== undefined) return value;
    }
    throw this.errorOf(result);
  }

  /** The error for a call that did not give what it should. */
  errorOf(result: Exchange): ChannelError {
    return new ChannelError(failureOf(result, this.clock.now()));
  }

  /** Opens a file at an address that the Graph API gave, for reading. */
  open(connection: CloudConnection, url: string): Promise<Dispatcher.ResponseData> {
    return this.#dispatcher.request({
      origin: new URL(url).origin,
      path: new URL(url).pathname + new URL(url).search,
      method: 'GET',
      headers: { authorization: `Bearer ${connection.secrets.accessToken}` },
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout: CALL_TIMEOUT_MS,
    });
  }
}
