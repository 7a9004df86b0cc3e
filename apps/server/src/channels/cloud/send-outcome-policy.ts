import { z } from 'zod';
import { AddressNotAllowed } from '../../platform/security/egress.ts';
import type { Failure, TriedOutcome } from '../channel.ts';
import { errorClassOf } from './error-classes.ts';
import type { Exchange } from './exchange.ts';
import { graphErrorOf, jsonOf, type GraphError } from './graph-error.ts';

type Answer = Extract<Exchange, { kind: 'answered' }>;

const Accepted = z.object({ messages: z.tuple([z.object({ id: z.string().min(1) })]) });

/** What became of a send, from what became of its request. */
export function sendOutcome(result: Exchange, now: Date): TriedOutcome {
  switch (result.kind) {
    case 'not_sent':
      return notSent(result.error);
    case 'unanswered':
      return { kind: 'in_doubt', detail: `The request went out and no answer came: ${result.error.message}` };
    case 'answered':
      return answered(result, now);
  }
}

/** The same for a request that sends no message, so that repeating it does no harm: nothing is in doubt. */
export function failureOf(result: Exchange, now: Date): Failure {
  const outcome = result.kind === 'answered' ? refusal(result, now) : sendOutcome(result, now);
  switch (outcome.kind) {
    case 'retry':
    case 'refused':
      return outcome;
    case 'in_doubt':
    case 'accepted':
      return {
        kind: 'retry',
        code: 'no_answer',
        detail:
          outcome.kind === 'in_doubt' ? outcome.detail : 'WhatsApp gave an answer that is not understood',
        scope: 'message',
      };
  }
}

function answered(answer: Answer, now: Date): TriedOutcome {
  if (answer.status < 200 || answer.status > 299) return refusal(answer, now);
  const accepted = Accepted.safeParse(jsonOf(answer.body));
  return accepted.success
    ? { kind: 'accepted', whatsappId: accepted.data.messages[0].id }
    : { kind: 'in_doubt', detail: 'WhatsApp answered with success but gave no id of the message' };
}

function refusal(answer: Answer, now: Date): TriedOutcome {
  const error = graphErrorOf(answer.body);
  const retryAfterMs = retryAfterOf(answer, now);
  return error === undefined
    ? uncoded(answer.status, retryAfterMs)
    : coded(error, answer.status, retryAfterMs);
}

function coded(error: GraphError, status: number, askedMs: number | undefined): TriedOutcome {
  const known = errorClassOf(error.code, error.isTransient || status === 429);
  const { code, reason: detail } = { code: String(error.code), reason: error.reason };
  if (known.kind === 'transient')
    return {
      kind: 'retry',
      code,
      detail,
      scope: known.scope,
      retryAfterMs: longer(askedMs, known.retryAfterMs),
    };
  return { kind: 'refused', code, detail, pausesInstance: known.kind === 'pauses' };
}

/** An answer without Meta's error object comes from something in between, or from a server in trouble. */
function uncoded(status: number, retryAfterMs: number | undefined): TriedOutcome {
  const code = `http_${String(status)}`;
  const detail = `HTTP ${String(status)} without a reason`;
  if (status === 429) return { kind: 'retry', code, detail, scope: 'instance', retryAfterMs };
  // The server may have worked on it all the same: it broke off, or gave up waiting.
  if (status >= 500 || status === 408) return { kind: 'in_doubt', detail };
  if (status >= 200 && status < 300) return { kind: 'in_doubt', detail: 'An answer that is not understood' };
  return { kind: 'refused', code, detail: `${detail}. Is apiBaseUrl right?`, pausesInstance: true };
}

function notSent(error: Error): TriedOutcome {
  if (error instanceof AddressNotAllowed)
    return { kind: 'refused', code: 'address_not_allowed', detail: error.message, pausesInstance: true };
  return {
    kind: 'retry',
    code: connectFailure(error),
    detail: `WhatsApp could not be reached: ${error.message}`,
    scope: 'instance',
  };
}

const connectFailures: Readonly<Record<string, string>> = {
  ENOTFOUND: 'dns_failure',
  EAI_AGAIN: 'dns_failure',
  ENODATA: 'dns_failure',
  ECONNREFUSED: 'connection_refused',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  ETIMEDOUT: 'connect_timeout',
};

/** Why no connection came about. */
function connectFailure(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'tls_failure';
  return connectFailures[code] ?? 'connect_failed';
}

const longer = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);

/** Retry-After in milliseconds: seconds, or a date. */
function retryAfterOf({ headers }: Answer, now: Date): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,7}$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
