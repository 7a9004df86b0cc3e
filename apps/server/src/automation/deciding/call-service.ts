import { Injectable } from '@nestjs/common';
import { request, type Dispatcher } from 'undici';
import { Clock } from '../../platform/clock.ts';
import { Egress } from '../../platform/security/egress.ts';
import { networkErrorName, TIMEOUT } from '../../webhooks/index.ts';
import { failed, type Failure } from './decision.ts';
import { failureOfStatus, retryAfterMs } from './failure-policy.ts';

/** Bytes of an answer; what is longer is no answer. */
const MOST_READ_BYTES = 64 * 1024;
/** How much of an answer that means failure is kept. */
const MOST_KEPT_CHARACTERS = 500;

export interface ServiceCall {
  url: string;
  headers: Record<string, string>;
  /** JSON. */
  body: string;
  /** For the whole exchange. */
  timeoutSeconds: number;
  /** Ends it at once, as a timeout does. */
  signal?: AbortSignal | undefined;
}

export type ServiceAnswer = { text: string } | { failure: Failure };

/** Posts JSON to a tenant's service through the address guard, follows no redirect, and never throws for what the service did. */
@Injectable()
export class CallService {
  constructor(
    private readonly egress: Egress,
    private readonly clock: Clock,
  ) {}

  async execute({ url, headers, body, timeoutSeconds, signal: given }: ServiceCall): Promise<ServiceAnswer> {
    const timeout = AbortSignal.timeout(timeoutSeconds * 1_000);
    const signal = given === undefined ? timeout : AbortSignal.any([timeout, given]);
    try {
      const response = await request(url, {
        dispatcher: this.egress.dispatcher,
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': 'Recado',
        },
        body,
        signal,
        // The timer above decides; a service may think for longer than the dispatcher waits by itself.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return await this.#read(response);
    } catch (error) {
      const code = signal.aborted ? TIMEOUT : networkErrorName(error);
      const detail = code === TIMEOUT ? `No whole answer within ${String(timeoutSeconds)} s` : null;
      return failed(code, detail, { isTransient: code !== 'address_not_allowed' });
    }
  }

  async #read({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<ServiceAnswer> {
    const text = await textOfAtMost(body, MOST_READ_BYTES);
    const failure = failureOfStatus(statusCode);
    if (failure !== undefined) {
      const detail = text?.slice(0, MOST_KEPT_CHARACTERS) ?? null;
      return {
        failure: { ...failure, detail, retryAfterMs: retryAfterMs(headers['retry-after'], this.clock.now()) },
      };
    }
    if (text === undefined)
      return failed('answer_too_large', `The answer is longer than ${String(MOST_READ_BYTES)} bytes`);
    return { text };
  }
}

/** undefined when there is more; that closes the connection. */
async function textOfAtMost(body: AsyncIterable<Buffer>, most: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > most) return undefined;
  }
  return new TextDecoder().decode(Buffer.concat(chunks)).replaceAll('\0', '\ufffd');
}
