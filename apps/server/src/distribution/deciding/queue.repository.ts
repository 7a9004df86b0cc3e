import { Injectable } from '@nestjs/common';
import type {
  AgentId,
  ContactId,
  ConversationId,
  ConversationStatus,
  DistributionCause,
  TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';

/** A conversation that is open or waits, as far as its distribution goes. */
export interface ConversationRow {
  id: ConversationId;
  contactId: ContactId;
  status: ConversationStatus;
  agentId: AgentId | null;
  lastAgentId: AgentId | null;
  requiredSkills: string[];
  isGroup: boolean;
  waitingSince: Date | null;
  openedAt: Date | null;
  firstResponseAt: Date | null;
  /** An automatic agent gave it to people since it was opened. */
  isForPeople: boolean;
  /** Why it waits, when that was noted. */
  waitsFor: DistributionCause | null;
}

/** A place in an order of time; `at` is the time as PostgreSQL writes it, to the microsecond. */
export interface TimePlace {
  at: string;
  id: ConversationId;
}

/** How many conversations one transaction decides for. */
export const BATCH = 200;

const columns = sql.raw(`
  c.id, c.contact_id as "contactId", c.status, c.agent_id as "agentId", c.last_agent_id as "lastAgentId",
  c.required_skills as "requiredSkills", c.is_group as "isGroup", c.waiting_since as "waitingSince",
  c.opened_at as "openedAt", c.first_response_at as "firstResponseAt",
  coalesce(c.handed_over_at >= c.opened_at, false) as "isForPeople",
  (
    select d.cause from message_distributions d
    where d.conversation_id = c.id and d.completed_at is null and d.agent_id is null
  ) as "waitsFor"`);

/** Finds and holds the conversations of an instance that want an agent. */
@Injectable()
export class QueueRepository {
  /** Those that wait, the longest first, without holding them; uses conversations_waiting. */
  async waiting(
    { tenantId, instanceId }: Pick<HeldInstance, 'tenantId' | 'instanceId'>,
    tx: Tx,
    after?: TimePlace,
  ): Promise<(ConversationRow & TimePlace)[]> {
    const from =
      after === undefined
        ? sql``
        : sql`and (c.waiting_since, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const { rows } = await sql<ConversationRow & TimePlace>`
      select ${columns}, c.waiting_since::text as at
      from conversations c
      where c.tenant_id = ${tenantId} and c.instance_id = ${instanceId} and c.status = 'waiting' ${from}
      order by c.waiting_since, c.id
      limit ${BATCH}`.execute(tx);
    return rows;
  }

  /** Holds conversations, in id order; those that are closed are left out. */
  async hold(tenantId: TenantId, tx: Tx, ids: ConversationId[]): Promise<ConversationRow[]> {
    // A statement of its own for the rows: it must see what was changed while the lock was waited for.
    await sql`
      select from conversations
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[])
      order by id
      for no key update`.execute(tx);
    return this.read(tenantId, tx, ids);
  }

  /** Conversations that are held already, without those that are closed. */
  async read(tenantId: TenantId, tx: Tx, ids: ConversationId[]): Promise<ConversationRow[]> {
    const { rows } = await sql<ConversationRow>`
      select ${columns}
      from conversations c
      where c.tenant_id = ${tenantId} and c.id = any(${ids}::uuid[]) and c.status <> 'closed'
      order by c.id`.execute(tx);
    return rows;
  }

  /**
   * Conversations whose agent may not have them any more: switched off, gone, or of another type than it was. What somebody gave by
   * hand to an agent who was offline already stays there. Uses conversations_by_agent.
   */
  async ofGoneAgents({ tenantId, instanceId }: HeldInstance, tx: Tx): Promise<ConversationId[]> {
    const { rows } = await sql<{ id: ConversationId }>`
      select c.id
      from (
        select a.id, a.is_active, case when a.type = 'human' then 'pending' else 'open' end as wrong_status,
          case when a.type = 'human' and p.presence = 'offline' then p.changed_at end as left_at
        from agents a
        left join agent_presence p on p.agent_id = a.id
        where a.tenant_id = ${tenantId} and a.instance_id = ${instanceId}
      ) a
      cross join lateral (
        select c.id
        from conversations c
        where c.agent_id = a.id
          and c.status = any(case when a.is_active and a.left_at is null then array[a.wrong_status] else array['open', 'pending'] end)
          and (not a.is_active or c.status = a.wrong_status or c.assigned_at <= a.left_at)
        limit ${BATCH}
      ) c
      limit ${BATCH}`.execute(tx);
    return rows.map(({ id }) => id);
  }

  /** With people for so long without a first response; uses conversations_unanswered. */
  async unanswered(
    { tenantId, instanceId }: HeldInstance,
    tx: Tx,
    { before, after }: { before: Date; after?: TimePlace | undefined },
  ): Promise<TimePlace[]> {
    const from =
      after === undefined
        ? sql``
        : sql`and (c.assigned_at, c.id) > (${after.at}::timestamptz, ${after.id}::uuid)`;
    const { rows } = await sql<TimePlace>`
      select c.id, c.assigned_at::text as at
      from conversations c
      where c.tenant_id = ${tenantId} and c.instance_id = ${instanceId} and c.status = 'open' and c.agent_id is not null
        and c.first_response_at is null and c.assigned_at <= ${before} ${from}
      order by c.assigned_at, c.id
      limit ${BATCH}`.execute(tx);
    return rows;
  }

  /** When the next person will have kept a customer waiting for `seconds`; of those who have already, nothing. */
  async nextUnanswered(
    { tenantId, instanceId, now }: HeldInstance,
    tx: Tx,
    seconds: number,
  ): Promise<Date | undefined> {
    const { rows } = await sql<{ at: Date }>`
      select c.assigned_at + make_interval(secs => ${seconds}) as at
      from conversations c
      where c.tenant_id = ${tenantId} and c.instance_id = ${instanceId} and c.status = 'open' and c.agent_id is not null
        and c.first_response_at is null and c.assigned_at > ${now}::timestamptz - make_interval(secs => ${seconds})
      order by c.assigned_at
      limit 1`.execute(tx);
    return rows[0]?.at;
  }

  /**
   * Open conversations of customers who wrote within a day and whom nobody answered, or whose agent left when there was no other.
   * Uses conversations_unassigned.
   */
  async unassigned({ tenantId, instanceId, settings }: HeldInstance, tx: Tx): Promise<ConversationId[]> {
    const { rows } = await sql<{ id: ConversationId }>`
      select c.id
      from conversations c
      join contacts k on k.id = c.contact_id and not k.is_blocked
      where c.tenant_id = ${tenantId} and c.instance_id = ${instanceId} and c.status = 'open' and c.agent_id is null
        and c.is_group = any(${settings.includeGroups ? [true, false] : [false]}::boolean[])
        and c.last_inbound_at > now() - interval '24 hours'
        and (c.first_response_at is null or c.last_agent_id is not null)
      order by c.last_inbound_at
      limit ${BATCH}`.execute(tx);
    return rows.map(({ id }) => id);
  }

  /** Keeps automatic agents from conversations until they are opened anew. */
  async keepForPeople(tenantId: TenantId, tx: Tx, ids: ConversationId[]): Promise<void> {
    await sql`
      update conversations set handed_over_at = clock_timestamp()
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[])`.execute(tx);
  }

  /** They wait no longer, and are open for anyone to take. In id order. */
  async open(tenantId: TenantId, tx: Tx, ids: ConversationId[]): Promise<void> {
    await sql`
      update conversations set status = 'open', waiting_since = null, updated_at = now()
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[]) and status = 'waiting'`.execute(tx);
    await sql`
      update message_distributions set completed_at = clock_timestamp()
      where tenant_id = ${tenantId} and conversation_id = any(${ids}::uuid[]) and completed_at is null`.execute(
      tx,
    );
  }

  async requireSkills(tenantId: TenantId, tx: Tx, id: ConversationId, skills: string[]): Promise<void> {
    await sql`
      update conversations set required_skills = ${skills}::text[]
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
  }
}
