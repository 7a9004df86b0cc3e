import { createHash } from 'node:crypto';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { z } from 'zod';
import { Database, type Tx } from '../database/database.ts';
import { AppError } from './app-error.ts';
import type { Caller } from './caller.ts';
import { FirstAnswers } from './first-answers.ts';
import { idempotencyKeyOf, requestFingerprint } from './idempotency-key.ts';

const IDEMPOTENT = 'recado:idempotent';
const HTTP_CODE = '__httpCode__';

/**
 * A POST that creates and takes Idempotency-Key. The handler runs in one transaction with the record of its answer,
 * so a crash leaves both or neither. Routes that must answer before a slow outside call ends do not use it.
 */
export const Idempotent = () => SetMetadata(IDEMPOTENT, true);

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly firstAnswers: FirstAnswers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.reflector.get<boolean | undefined>(IDEMPOTENT, context.getHandler()) !== true) return next.handle();
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
      await this.#lock(tx, caller, key);
      const repeatable = { credentialId: caller.credentialId, key, fingerprint: requestFingerprint(request) };
      const [first] = await this.firstAnswers.find(caller.tenantId, tx, [repeatable], z.unknown());
      if (first instanceof AppError) throw first;
      if (first !== undefined) {
        void reply.status(statusCode).header('idempotent-replayed', 'true');
        return first;
      }
      const response = await handle();
      await this.firstAnswers.record(caller.tenantId, tx, [{ ...repeatable, statusCode, response: response ?? null }]);
      return response;
    });
  }

  async #lock(tx: Tx, caller: Caller, key: string): Promise<void> {
    const digest = createHash('sha256').update(`${caller.credentialId}:${key}`).digest();
    const { rows } = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_xact_lock(${digest.readBigInt64BE(0).toString()}::bigint) as mine`.execute(tx);
    if (rows[0]?.mine !== true) throw new AppError('idempotency_in_flight', undefined, { retryAfterSeconds: 1 });
  }
}
