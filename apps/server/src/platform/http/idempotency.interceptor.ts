import {
  applyDecorators,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { z } from 'zod';
import { Database } from '../database/database.ts';
import { SecretBox } from '../security/secret-box.ts';
import { ApiIdempotencyKey } from './api-idempotency-key.ts';
import { AppError } from './app-error.ts';
import type { Caller } from './caller.ts';
import { FirstAnswers } from './first-answers.repository.ts';
import { idempotencyKeyOf, requestFingerprint } from './idempotency-key.ts';

const IDEMPOTENT = 'recado:idempotent';
const HTTP_CODE = '__httpCode__';

/**
 * A POST that creates and takes Idempotency-Key. The handler runs in one transaction with the record of its answer,
 * so a crash leaves both or neither. Routes that must answer before a slow outside call ends do not use it.
 */
export const Idempotent = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(IDEMPOTENT, true), ApiIdempotencyKey());

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly firstAnswers: FirstAnswers,
    private readonly secretBox: SecretBox,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler()) !== true)
      return next.handle();
    const key = idempotencyKeyOf(request);
    const { caller } = request;
    if (key === undefined || caller === undefined) return next.handle();
    const statusCode = this.reflector.get<number | undefined>(HTTP_CODE, context.getHandler()) ?? 201;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.#once({ caller, key, request, reply, statusCode }, () => lastValueFrom(next.handle())));
  }

  async #once(
    call: { caller: Caller; key: string; request: FastifyRequest; reply: FastifyReply; statusCode: number },
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const { caller, key, request, reply, statusCode } = call;
    return this.database.inTenant(caller.tenantId, async (tx) => {
      const repeatable = { credentialId: caller.credentialId, key, fingerprint: requestFingerprint(request) };
      // Some answers show a secret, this once; so all are kept sealed.
      const place = {
        tenantId: caller.tenantId,
        table: 'idempotency_keys',
        column: 'response',
        rowId: `${caller.credentialId}:${key}`,
      };
      await this.firstAnswers.lock(tx, repeatable);
      const [first] = await this.firstAnswers.find(caller.tenantId, tx, [repeatable], z.base64());
      if (first instanceof AppError) throw first;
      if (first !== undefined) {
        void reply.status(statusCode).header('idempotent-replayed', 'true');
        const answer: unknown = JSON.parse(
          this.secretBox.open(Buffer.from(first, 'base64'), place).toString(),
        );
        return answer;
      }
      const response = await handle();
      const sealed = this.secretBox.seal(JSON.stringify(response ?? null), place).toString('base64');
      await this.firstAnswers.record(caller.tenantId, tx, [{ ...repeatable, statusCode, response: sealed }]);
      return response;
    });
  }
}
