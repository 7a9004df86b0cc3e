import { Injectable } from '@nestjs/common';
import type { InstanceId, MessageId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { storableJson } from '../platform/database/jsonb.ts';
import type { MessageRow } from './present-message.ts';
import { DOUBT_SECONDS, type Settlement } from './sending/sending-policy.ts';

/** The outcome of one attempt, for the claim under which it was made. */
export interface AttemptResult {
  id: MessageId;
  claimId: string;
  settlement: Settlement;
  /** The message that this one edits or deletes. */
  changes?: MessageId | undefined;
}

interface SettledRow extends MessageRow {
  tenant_id: TenantId;
  woken: InstanceId[];
}

export interface Settled {
  rows: (MessageRow & { tenant_id: TenantId })[];
  /** Instances of which statuses had waited. */
  woken: InstanceId[];
}

export interface StatusRecord {
  tenantId: TenantId;
  messageId: MessageId;
  status: string;
  errorCode: string | null;
  details: Record<string, unknown>;
  at: Date | null;
}

const codeOf = (settlement: Settlement): string | null => ('code' in settlement ? settlement.code : null);
/** Null of SQL without one, so that nothing is kept of it. */
function answerOf(settlement: Settlement): string | null {
  const answer = 'answer' in settlement ? settlement.answer : undefined;
  return answer === undefined ? null : storableJson(answer);
}
const detailOf = (settlement: Settlement): string | null =>
  'detail' in settlement ? settlement.detail : null;

/** Writes what became of messages. */
@Injectable()
export class SettlementsRepository {
  /**
   * Writes outcomes and their statuses in one statement, locking in id order. A row whose claim is no longer this one stays as
   * it is: a status settled it, or it was resent. A late answer to a claim in doubt resolves the doubt. Statuses of the
   * provider that came before the WhatsApp id was known are looked at again.
   */
  async settle(tx: Tx, results: AttemptResult[]): Promise<Settled> {
    const { rows } = await sql<SettledRow>`
      with given as (
        select *
        from unnest(
          ${results.map((result) => result.id)}::uuid[],
          ${results.map((result) => result.claimId)}::uuid[],
          ${results.map((result) => result.settlement.status)}::text[],
          ${results.map(({ settlement }) => (settlement.status === 'sent' ? settlement.whatsappId : null))}::text[],
          ${results.map(({ settlement }) => codeOf(settlement))}::text[],
          ${results.map(({ settlement }) => detailOf(settlement))}::text[],
          ${results.map(({ settlement }) => (settlement.status === 'pending' ? settlement.retryInMs : 0))}::float8[],
          ${results.map(({ settlement }) => answerOf(settlement))}::jsonb[]
        ) as g (id, claim_id, status, whatsapp_id, code, detail, retry_in_ms, answer)
      ),
      locked as (
        select m.id from messages m join given on m.id = given.id and m.claim_id = given.claim_id
        where m.status in ('sending', 'in_doubt')
        order by m.id for no key update of m
      ),
      settled as (
        update messages m
        set status = given.status,
          message_id = coalesce(given.whatsapp_id, m.message_id),
          error_code = left(given.code, 60),
          error_detail = given.detail,
          run_at = case given.status when 'pending' then now() + make_interval(secs => given.retry_in_ms / 1000) else m.run_at end,
          claim_until = case given.status when 'in_doubt' then now() + make_interval(secs => ${DOUBT_SECONDS}) end,
          processed_at = case given.status when 'sent' then now() else m.processed_at end,
          updated_at = now()
        from given join locked using (id)
        where m.id = locked.id
        returning m.*
      ),
      recorded as (
        insert into message_statuses (id, tenant_id, message_id, status, error_code, details)
        select gen_random_uuid(), settled.tenant_id, id, settled.status, settled.error_code,
          jsonb_strip_nulls(
            jsonb_build_object('attempt', settled.attempt, 'detail', settled.error_detail, 'answer', given.answer))
        from settled join given using (id)
      ),
      woken as (
        update inbound_events e set run_at = now()
        from settled
        cross join lateral (
          -- Uses inbound_events_waiting, one look for each message; offset 0 keeps it so.
          select id from inbound_events
          where instance_id = settled.instance_id and state = 'waiting' and waits_for = settled.message_id
          offset 0
        ) waiting
        where settled.status = 'sent' and e.id = waiting.id and e.state = 'waiting'
        returning e.instance_id
      )
      select settled.*, array(select distinct instance_id from woken) as woken from settled`.execute(tx);
    return { rows, woken: rows[0]?.woken ?? [] };
  }

  /** Keeps statuses, each as it came. */
  async recordStatuses(tx: Tx, records: StatusRecord[]): Promise<void> {
    if (records.length === 0) return;
    await sql`
      insert into message_statuses (id, tenant_id, message_id, status, error_code, details, created_at)
      select gen_random_uuid(), tenant_id, message_id, status, left(error_code, 60), details, coalesce(at, now())
      from unnest(
        ${records.map((record) => record.tenantId)}::uuid[],
        ${records.map((record) => record.messageId)}::uuid[],
        ${records.map((record) => record.status)}::text[],
        ${records.map((record) => record.errorCode)}::text[],
        ${records.map((record) => storableJson(record.details))}::jsonb[],
        ${records.map((record) => record.at)}::timestamptz[]
      ) as given (tenant_id, message_id, status, error_code, details, at)`.execute(tx);
  }

  /** Reads messages for their events. */
  async byIds(tx: Tx, ids: MessageId[]): Promise<(MessageRow & { tenant_id: TenantId })[]> {
    return tx.selectFrom('messages').selectAll().where('id', 'in', ids).orderBy('seq').execute();
  }

  /** WhatsApp ids of messages of one tenant, for replies and reactions. */
  async whatsappIds(tenantId: TenantId, tx: Tx, ids: MessageId[]): Promise<Map<MessageId, string | null>> {
    if (ids.length === 0) return new Map();
    const rows = await tx
      .selectFrom('messages')
      .select(['id', 'message_id'])
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map((row) => [row.id, row.message_id]));
  }
}
