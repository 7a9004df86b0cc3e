import { Injectable } from '@nestjs/common';
import type { ConversationId, InstanceId, MessageId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { WritingCondition } from '../../contacts/index.ts';
import type { Executor, Tx } from '../../platform/database/database.ts';
import { CLAIM_GRACE_SECONDS, CLAIM_SECONDS, DOUBT_SECONDS } from './sending-policy.ts';

/** A message that this worker, and no other, may send now. */
export interface Claim extends WritingCondition {
  id: MessageId;
  tenantId: TenantId;
  conversationId: ConversationId;
  recipient: string;
  /** Chosen at accept, where it is ours to choose. */
  whatsappId: string | null;
  content: unknown;
  metadata: unknown;
  attempt: number;
  createdAt: Date;
}

/** A claim that is given up untouched. */
export interface Returned {
  id: MessageId;
  claimId: string;
  runInMs: number;
  /** Why the message has to wait; undefined: no fault of its own. */
  reason: { code: string; detail: string } | undefined;
}

/** What a lane asks for. */
export interface ClaimRequest {
  instanceId: InstanceId;
  /** Of the turn under which it asks. */
  fence: number;
  claimId: string;
  limit: number;
}

const NAME = 'send';

/** The compare-and-set steps between `pending`, `sending` and `in_doubt`. Workers alone use them. */
@Injectable()
export class ClaimsRepository {
  /**
   * Claims due messages for several lanes at once, for each in the order (priority, accepted) and at most one of each conversation:
   * the first that has not left. One that is being sent, retried or in doubt holds back those behind it; one scheduled for later
   * does not. Gives nothing to a lane that has a newer holder. Uses messages_due and messages_active.
   */
  async claim(tx: Executor, requests: ClaimRequest[]): Promise<(Claim & { claimId: string })[]> {
    const { rows } = await sql<Claim & { claimId: string }>`
      with heads as (
        select head.id, lane.claim_id
        from unnest(
          ${requests.map((request) => request.instanceId)}::uuid[],
          ${requests.map((request) => request.fence)}::bigint[],
          ${requests.map((request) => request.claimId)}::uuid[],
          ${requests.map((request) => request.limit)}::int[]
        ) as lane (instance_id, fence, claim_id, most)
        cross join lateral (
          select m.id
          from messages m
          where m.instance_id = lane.instance_id
            and m.status = 'pending'
            and m.run_at <= now()
            and (m.expires_at is null or m.expires_at > now())
            and exists (
              select 1 from leases l
              where l.kind = ${NAME} and l.id = m.instance_id and l.fence = lane.fence and l.expires_at > now()
            )
            and not exists (
              select 1
              from messages b
              where b.conversation_id = m.conversation_id
                and b.status in ('pending', 'sending', 'in_doubt')
                and b.id <> m.id
                and case b.status
                  when 'sending' then true
                  when 'in_doubt' then b.claim_until is not null
                  else (b.priority, b.seq) < (m.priority, m.seq) and not (b.is_scheduled and b.run_at > now())
                end
            )
          order by m.priority, m.seq
          limit lane.most
          for update of m skip locked
        ) head
      ),
      claimed as (
        update messages m
        set status = 'sending', claim_id = heads.claim_id, claim_until = now() + make_interval(secs => ${CLAIM_SECONDS}),
          attempt = m.attempt + 1, is_scheduled = false, updated_at = now()
        from heads
        where m.id = heads.id
        returning m.*
      )
      select
        m.id, m.claim_id as "claimId", m.tenant_id as "tenantId", m.conversation_id as "conversationId", m.recipient,
        m.message_id as "whatsappId", m.content, m.metadata,
        m.attempt, m.created_at as "createdAt", c.last_inbound_at as "lastInboundAt",
        k.is_blocked as "isBlocked", k.consent = 'opted_out' as "isOptedOut", k.consent_at as "consentAt"
      from claimed m
      join conversations c on c.id = m.conversation_id
      join contacts k on k.id = c.contact_id
      order by m.priority, m.seq`.execute(tx);
    return rows;
  }

  /** Puts back what was claimed and certainly not begun; the attempt does not count. The reason shows on the message while it waits. */
  async handBack(tx: Tx, returned: Returned[]): Promise<void> {
    await sql`
      with given as (
        select *
        from unnest(
          ${returned.map((one) => one.id)}::uuid[],
          ${returned.map((one) => one.claimId)}::uuid[],
          ${returned.map((one) => one.runInMs)}::float8[],
          ${returned.map((one) => one.reason?.code ?? null)}::text[],
          ${returned.map((one) => one.reason?.detail ?? null)}::text[]
        ) as g (id, claim_id, run_in_ms, code, detail)
      ),
      locked as (
        select m.id from messages m join given on m.id = given.id and m.claim_id = given.claim_id
        where m.status = 'sending'
        order by m.id for no key update of m
      )
      update messages m
      set status = 'pending', claim_id = null, claim_until = null, attempt = m.attempt - 1,
        error_code = coalesce(given.code, m.error_code), error_detail = coalesce(given.detail, m.error_detail),
        run_at = now() + make_interval(secs => given.run_in_ms / 1000), updated_at = now()
      from locked join given using (id)
      where m.id = locked.id`.execute(tx);
  }

  /** Whether any of the next three has something to do. Uses messages_unsettled and messages_expiring. */
  async hasAbandoned(executor: Executor, instanceId: InstanceId): Promise<boolean> {
    const { rows } = await sql<{ found: boolean }>`
      select exists (
        select from messages
        where instance_id = ${instanceId} and status in ('sending', 'in_doubt') and claim_until < now()
      ) or exists (
        select from messages where instance_id = ${instanceId} and status = 'pending' and expires_at <= now()
      ) as found`.execute(executor);
    return rows[0]?.found === true;
  }

  /** Messages whose worker vanished: nobody can say whether they went out. @returns those that became in doubt */
  async doubtExpired(tx: Tx, instanceId: InstanceId): Promise<MessageId[]> {
    const { rows } = await sql<{ id: MessageId }>`
      with expired as (
        select id from messages
        where instance_id = ${instanceId} and status = 'sending'
          and claim_until < now() - make_interval(secs => ${CLAIM_GRACE_SECONDS})
        order by id limit 500 for no key update skip locked
      )
      update messages m
      set status = 'in_doubt', claim_until = now() + make_interval(secs => ${DOUBT_SECONDS}), error_code = 'in_doubt',
        error_detail = 'The worker that was sending it stopped before it knew the outcome', updated_at = now()
      from expired where m.id = expired.id
      returning m.id`.execute(tx);
    return rows.map((row) => row.id);
  }

  /** Doubts that no status resolved in time: held for a person, or sent again, as the instance chose. @returns those sent again */
  async giveUpDoubt(tx: Tx, instanceId: InstanceId, policy: 'hold' | 'resend'): Promise<MessageId[]> {
    const { rows } = await sql<{ id: MessageId; status: string }>`
      with expired as (
        select id from messages
        where instance_id = ${instanceId} and status = 'in_doubt' and claim_until < now()
        order by id limit 500 for no key update skip locked
      )
      update messages m
      set claim_until = null, updated_at = now(), run_at = now(),
        status = case when ${policy} = 'resend' then 'pending' else m.status end,
        claim_id = case when ${policy} = 'resend' then null else m.claim_id end
      from expired where m.id = expired.id
      returning m.id, m.status`.execute(tx);
    return rows.filter((row) => row.status === 'pending').map((row) => row.id);
  }

  /** Messages whose `expiresAt` passed before they could leave. */
  async expire(tx: Tx, instanceId: InstanceId): Promise<MessageId[]> {
    const { rows } = await sql<{ id: MessageId }>`
      with late as (
        select id from messages
        where instance_id = ${instanceId} and status = 'pending' and expires_at <= now()
        order by id limit 500 for no key update skip locked
      )
      update messages m set status = 'expired', updated_at = now()
      from late where m.id = late.id
      returning m.id`.execute(tx);
    return rows.map((row) => row.id);
  }

  /** Connected instances that have something to do and no live holder, for the sweep. */
  async findDue(tx: Tx, limit: number): Promise<InstanceId[]> {
    const { rows } = await sql<{ id: InstanceId }>`
      select i.id
      from instances i
      where i.is_active
        and not exists (select 1 from leases l where l.kind = ${NAME} and l.id = i.id and l.expires_at > now())
        and i.status = 'connected'
        and exists (select 1 from messages m where m.instance_id = i.id and m.status = 'pending' and m.run_at <= now())
      union
      select m.instance_id from messages m where m.status = 'pending' and m.expires_at <= now()
      union
      select m.instance_id
      from messages m
      where m.status in ('sending', 'in_doubt')
        and m.claim_until < now() - case m.status when 'sending' then make_interval(secs => ${CLAIM_GRACE_SECONDS}) else interval '0' end
      limit ${limit}`.execute(tx);
    return rows.map((row) => row.id);
  }
}
