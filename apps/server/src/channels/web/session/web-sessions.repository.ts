import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../../platform/database/database.ts';
import { jsonb } from '../../../platform/database/jsonb.ts';
import { SecretBox } from '../../../platform/security/secret-box.ts';

/** What is wanted of a session; `logged_out` becomes `offline` once it is done. */
export type Wanted = 'online' | 'offline' | 'logged_out';

const Wish = z.object({
  wanted: z.enum(['online', 'offline', 'logged_out']),
  request: z.number(),
  failures: z.number(),
  nextTryAt: z.date().nullable(),
});
/** What is wanted of a session, and how its tries went so far. */
export type Wish = z.infer<typeof Wish>;

/** A text to show to the person who links a phone. Whoever reads it can own the session. */
export interface Code {
  text: string;
  expiresAt: Date;
}

/** What the holder of a session writes down; what is undefined stays, null clears. */
export interface SessionNote {
  qr?: Code | null;
  pairingCode?: Code | null;
  /** `now` keeps an earlier time. */
  linked?: 'now' | null;
  failures?: number;
  nextTryAt?: Date | null;
  wanted?: 'offline';
}

type CodeColumn = 'qr' | 'pairing_code';

@Injectable()
export class WebSessionsRepository {
  constructor(private readonly box: SecretBox) {}

  /** Notes a wish of the tenant. It is a new one each time, so that it ends the wait before the next try. */
  async want(tenantId: TenantId, tx: Tx, instanceId: InstanceId, wanted: Wanted): Promise<void> {
    await tx
      .insertInto('web_sessions')
      .values({ tenant_id: tenantId, instance_id: instanceId, wanted })
      .onConflict((conflict) =>
        conflict.column('instance_id').doUpdateSet({
          wanted,
          request: sql<number>`web_sessions.request + 1`,
          failures: 0,
          next_try_at: null,
          updated_at: sql<Date>`now()`,
        }),
      )
      .execute();
  }

  async wishOf(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<Wish | undefined> {
    const row = await tx
      .selectFrom('web_sessions')
      .select(['wanted', 'request', 'failures', 'next_try_at as nextTryAt'])
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .executeTakeFirst();
    return Wish.optional().parse(row);
  }

  /**
   * Writes what the holder of a session has to say, as long as nothing newer is wanted of it.
   * @returns false when something newer is wanted
   */
  async note(
    tenantId: TenantId,
    tx: Tx,
    session: { instanceId: InstanceId; request: number },
    note: SessionNote,
  ): Promise<boolean> {
    const { instanceId, request } = session;
    const updated = await tx
      .updateTable('web_sessions')
      .set({
        ...this.#sealed(tenantId, instanceId, note),
        ...(note.linked === 'now' && { linked_at: sql<Date>`coalesce(linked_at, now())` }),
        ...(note.linked === null && { linked_at: null, limits: jsonb({}) }),
        ...(note.failures !== undefined && { failures: note.failures }),
        ...(note.nextTryAt !== undefined && { next_try_at: note.nextTryAt }),
        ...(note.wanted && { wanted: note.wanted }),
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('request', '=', request)
      .executeTakeFirst();
    return updated.numUpdatedRows > 0n;
  }

  /** The QR code or pairing code that waits, until it expires. */
  async codeOf(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    column: CodeColumn,
  ): Promise<Code | undefined> {
    const row = await tx
      .selectFrom('web_sessions')
      .select([`${column} as sealed`, `${column}_expires_at as expiresAt`])
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where(`${column}_expires_at`, '>', sql<Date>`now()`)
      .executeTakeFirst();
    if (!row?.sealed || !row.expiresAt) return undefined;
    const text = this.box.open(row.sealed, placeOf(tenantId, instanceId, column)).toString();
    return { text, expiresAt: row.expiresAt };
  }

  /** What WhatsApp said of the account's limits; see account-limits-policy.ts. */
  async limitsOf(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<unknown> {
    const row = await tx
      .selectFrom('web_sessions')
      .select('limits')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .executeTakeFirst();
    return row?.limits;
  }

  #sealed(tenantId: TenantId, instanceId: InstanceId, { qr, pairingCode }: SessionNote) {
    const seal = (code: Code | null, column: CodeColumn) =>
      code && this.box.seal(code.text, placeOf(tenantId, instanceId, column));
    return {
      ...(qr !== undefined && { qr: seal(qr, 'qr'), qr_expires_at: qr?.expiresAt ?? null }),
      ...(pairingCode !== undefined && {
        pairing_code: seal(pairingCode, 'pairing_code'),
        pairing_code_expires_at: pairingCode?.expiresAt ?? null,
      }),
    };
  }
}

const placeOf = (tenantId: TenantId, rowId: InstanceId, column: CodeColumn) => ({
  tenantId,
  table: 'web_sessions',
  column,
  rowId,
});
