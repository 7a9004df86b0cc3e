import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import type { Message, SendMessageRequest } from '@recado/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/http/caller.ts';
import { idempotencyKeyOf, requestFingerprint } from '../../platform/http/idempotency-key.ts';
import { AcceptMessage } from './accept-message.ts';

/** A request and its answer. */
export interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Both sides of the request at hand, for a handler that returns its answer all the same. */
export const CurrentExchange = createParamDecorator((_: unknown, context: ExecutionContext): Exchange => {
  const http = context.switchToHttp();
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
});

/** Accepts the message of an HTTP request, with its Idempotency-Key: the first answer given again says so in a header. */
@Injectable()
export class AcceptRequest {
  constructor(private readonly acceptMessage: AcceptMessage) {}

  async execute(caller: Caller, message: SendMessageRequest, { request, reply }: Exchange): Promise<Message> {
    const key = idempotencyKeyOf(request);
    const idempotency = key === undefined ? undefined : { key, fingerprint: requestFingerprint(request) };
    const accepted = await this.acceptMessage.execute(caller, message, { idempotency });
    if (accepted.isReplay) void reply.header('idempotent-replayed', 'true');
    return accepted.message;
  }
}
