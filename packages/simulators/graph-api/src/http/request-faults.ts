import type { FastifyReply } from 'fastify';
import type { RequestFault } from '../faults/fault-rules.ts';
import { codedError, GraphError } from '../graph-error.ts';

/** Answers a request as a fault orders; throws a GraphError where the fault is an error of the API. */
export function answerWithFault(
  reply: FastifyReply,
  fault: Exclude<RequestFault, { kind: 'latency' }>,
): void {
  switch (fault.kind) {
    case 'status':
      sendStatus(reply, fault.status, fault.body);
      return;
    case 'error':
      throw fault.status === undefined
        ? codedError(fault.code, fault.details)
        : withStatus(fault.code, fault.status, fault.details);
    case 'rateLimit':
      if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', String(fault.retryAfterSeconds));
      throw withStatus(fault.code ?? 130429, 429);
    case 'reset':
      reset(reply);
      return;
    case 'hang':
      hang(reply);
  }
}

/** Answers with any status and body; null and nothing give an empty body. */
export function sendStatus(reply: FastifyReply, status: number, body: unknown): void {
  reply.code(status);
  if (body === undefined || body === null) void reply.send();
  else if (typeof body === 'string') void reply.type('text/html; charset=utf-8').send(body);
  else void reply.type('application/json; charset=UTF-8').send(JSON.stringify(body));
}

/** Breaks the connection off with a TCP reset. */
export function reset(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
}

/** Leaves the request without an answer for as long as the client waits. */
export function hang(reply: FastifyReply): void {
  reply.hijack();
}

/** Sends the head and half of the body, then breaks off. */
export function truncate(reply: FastifyReply, body: string): void {
  reply.hijack();
  const bytes = Buffer.from(body);
  reply.raw.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': bytes.length,
  });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.socket?.destroy());
}

function withStatus(code: number, status: number, details?: string): GraphError {
  const { spec } = codedError(code, details);
  return new GraphError({ ...spec, status });
}
