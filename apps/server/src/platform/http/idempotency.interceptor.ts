import { createHash } from 'node:crypto';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Database, type Tx } from '../database/database.ts';
import { jsonb } from '../database/jsonb.ts';
import { AppError } from './app-error.ts';
import type { Caller } from './caller.ts';
import { idempotencyKeyOf, requestFingerprint } from './idempotency-key.ts';

const IDEMPOTENT = 'recado:idempotent';
const HTTP_CODE = '__httpCode__';

/**
 * A POST that creates and takes Idempotency-Key. The handler runs in one transaction with the record of its answer,
 * so a crash leaves both or neither. Routes that must answer before a slow outside call ends do not use it.
 */
export const Idempotent = () => SetMetadata(IDEMPOTENT, true);

interface FirstAnswer {
  fingerprint: Buffer;
  status_code: number;
  response: unknown;
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
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
    const fingerprint = requestFingerprint(request);
    return this.database.inTenant(caller.tenantId, async (tx) => {
      await this.#lock(tx, caller, key);
      const first = await this.#firstAnswer(tx, caller, key);
      if (first !== undefined) return replay(first, fingerprint, reply);
      const response = await handle();
      await tx
        .insertInto('idempotency_keys')
        .values({
          tenant_id: caller.tenantId,
          credential_id: caller.credentialId,
          key,
          fingerprint,
          status_code: statusCode,
          response: jsonb(response ?? null),
          expires_at: sql`now() + interval '24 hours'`,
        })
        .execute();
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

  async #firstAnswer(tx: Tx, caller: Caller, key: string): Promise<FirstAnswer | undefined> {
    await tx
      .deleteFrom('idempotency_keys')
      .where('tenant_id', '=', caller.tenantId)
      .where('credential_id', '=', caller.credentialId)
      .where('key', '=', key)
      .where('expires_at', '<=', sql<Date>`now()`)
      .execute();
    return tx
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'status_code', 'response'])
      .where('tenant_id', '=', caller.tenantId)
      .where('credential_id', '=', caller.credentialId)
      .where('key', '=', key)
      .executeTakeFirst();
  }
}

function replay(first: FirstAnswer, fingerprint: Buffer, reply: FastifyReply): unknown {
  if (!first.fingerprint.equals(fingerprint)) throw new AppError('idempotency_mismatch');
  void reply.status(first.status_code).header('idempotent-replayed', 'true');
  return first.response;
}
