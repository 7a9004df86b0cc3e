import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { z } from 'zod';
import { CONFIG, type Config } from '../../config.ts';
import type { Tx } from '../database/database.ts';
import { storableJson } from '../database/jsonb.ts';
import { Retention } from '../database/retention.ts';
import { AppError } from './app-error.ts';

/** A request that can be known again: who sent it, the Idempotency-Key, and the fingerprint of what it asked for. */
export interface Repeatable {
  credentialId: string;
  key: string;
  fingerprint: Buffer;
}

export interface Answered extends Repeatable {
  statusCode: number;
  response: unknown;
}

interface FirstAnswerRow {
  place: number;
  fingerprint: Buffer;
  response: unknown;
}

/** First answers to requests with an Idempotency-Key, kept for 24 hours. */
@Injectable()
export class FirstAnswers implements OnModuleInit {
  // A plain hash of a body would let whoever reads the table guess what was in it, a password for one.
  readonly #fingerprintKey: Buffer;

  constructor(
    private readonly retention: Retention,
    @Inject(CONFIG) config: Pick<Config, 'secretKey'>,
  ) {
    this.#fingerprintKey = Buffer.from(
      hkdfSync('sha256', config.secretKey, '', 'recado request fingerprints', 32),
    );
  }

  onModuleInit(): void {
    this.retention.register({
      name: 'idempotency keys',
      deleteBatch: (tx, limit) => this.deleteExpired(tx, limit),
    });
  }

  /**
   * Holds the key until the transaction ends, so that two requests with it cannot run side by side.
   * @throws AppError idempotency_in_flight when another request holds it
   */
  async lock(tx: Tx, request: Pick<Repeatable, 'credentialId' | 'key'>): Promise<void> {
    const digest = createHash('sha256').update(`${request.credentialId}:${request.key}`).digest();
    const number = digest.readBigInt64BE(0).toString();
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${number}::bigint) as mine`.execute(tx);
    if (rows[0]?.mine !== true)
      throw new AppError('idempotency_in_flight', undefined, { retryAfterSeconds: 1 });
  }

  /**
   * @param response the schema of the answers
   * @returns for each request the first answer, an AppError idempotency_mismatch when the key was used for something else,
   *   or undefined when the key is new
   */
  async find<T>(
    tenantId: TenantId,
    tx: Tx,
    requests: Repeatable[],
    response: z.ZodType<T>,
  ): Promise<(T | AppError | undefined)[]> {
    const { rows } = await sql<FirstAnswerRow>`
      select given.place::int, k.fingerprint, k.response
      from unnest(${requests.map((request) => request.credentialId)}::uuid[], ${requests.map((request) => request.key)}::text[])
        with ordinality as given (credential_id, key, place)
      join idempotency_keys k on k.tenant_id = ${tenantId} and k.credential_id = given.credential_id and k.key = given.key
      where k.expires_at > now()`.execute(tx);
    const found = new Map(rows.map((row) => [row.place, row]));
    return requests.map((request, place) => {
      const row = found.get(place + 1);
      if (row === undefined) return undefined;
      return row.fingerprint.equals(this.#keyed(request.fingerprint))
        ? response.parse(row.response)
        : new AppError('idempotency_mismatch');
    });
  }

  /** Keeps answers; of two with one key the first is kept. @returns for each whether it was kept */
  async record(tenantId: TenantId, tx: Tx, answers: Answered[]): Promise<boolean[]> {
    const places = new Map<string, number>();
    answers.forEach((answer, place) => {
      const name = `${answer.credentialId}:${answer.key}`;
      if (!places.has(name)) places.set(name, place);
    });
    const distinct = [...places.values()].toSorted((a, b) => a - b).flatMap((place) => answers[place] ?? []);
    const { rows } = await sql<{ credentialId: string; key: string }>`
      insert into idempotency_keys (tenant_id, credential_id, key, fingerprint, status_code, response, expires_at)
      select ${tenantId}, credential_id, key, fingerprint, status_code, response, now() + interval '24 hours'
      from unnest(
        ${distinct.map((answer) => answer.credentialId)}::uuid[],
        ${distinct.map((answer) => answer.key)}::text[],
        ${distinct.map((answer) => this.#keyed(answer.fingerprint))}::bytea[],
        ${distinct.map((answer) => answer.statusCode)}::smallint[],
        ${distinct.map((answer) => storableJson(answer.response))}::jsonb[]
      ) as given (credential_id, key, fingerprint, status_code, response)
      order by credential_id, key
      on conflict (tenant_id, credential_id, key) do update
        set fingerprint = excluded.fingerprint, status_code = excluded.status_code, response = excluded.response,
          expires_at = excluded.expires_at, created_at = now()
        where idempotency_keys.expires_at <= now()
      returning credential_id as "credentialId", key`.execute(tx);
    const kept = new Set(rows.map((row) => places.get(`${row.credentialId}:${row.key}`)));
    return answers.map((_, place) => kept.has(place));
  }

  /** Forgets answers whose 24 hours are over. @returns how many */
  async deleteExpired(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from idempotency_keys
      where ctid in (
        select ctid from idempotency_keys where expires_at <= now() limit ${limit} for update skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }

  #keyed(fingerprint: Buffer): Buffer {
    return createHmac('sha256', this.#fingerprintKey).update(fingerprint).digest();
  }
}
