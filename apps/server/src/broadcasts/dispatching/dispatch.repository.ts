import { Injectable } from '@nestjs/common';
import type { BroadcastId, BroadcastLabels, BroadcastState, MessageId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { Executor, Tx } from '../../platform/database/database.ts';
import {
  contactColumns,
  contactOf,
  labelledNumbers,
  type ContactColumns,
} from '../audience/audience.queries.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import type { Decision, DueRecipient } from './recipient-decision-policy.ts';

/** The lane of broadcasts, one for each. */
export const LANE = 'broadcast';

/** Who holds the lane of a broadcast. */
export interface BroadcastHold {
  id: BroadcastId;
  fence: number;
}

/** A recipient whose turn has come. */
export interface Candidate extends DueRecipient {
  place: number;
  /** It was claimed before, by a turn that did not come to its end. */
  isLeftOver: boolean;
  /** The message that turn had accepted, if it came so far. */
  acceptedId: MessageId | null;
  attempt: number;
}

/** What was decided for a candidate; `accepted` when its message is there already. */
export type Claimed = { place: number } & (
  Decision | { state: 'accepted'; messageId: MessageId } | { state: 'cancelled' }
);

/** What became of a recipient that was being accepted. `pending`: nothing was tried; `accepting`: it went wrong, and is tried again. */
export type Settled = { place: number } & (
  | { state: 'accepted'; messageId: MessageId }
  | { state: 'failed' | 'skipped'; code: string; detail: string }
  | { state: 'pending' }
  | { state: 'accepting' }
);

interface CandidateRow extends ContactColumns {
  place: number;
  phoneNumber: string;
  variables: unknown;
  state: string;
  attempt: number;
  acceptedId: MessageId | null;
}

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const holdsLane = ({ id, fence }: BroadcastHold) => sql<SqlBool>`
  exists (select 1 from leases l where l.kind = ${LANE} and l.id = ${id} and l.fence = ${fence} and l.expires_at > now())`;

/**
 * Recipients to come, by broadcast_recipients_open. Whatever the planner knows of tables that grew a moment ago, contacts are looked
 * up by their numbers, for these rows alone; for what was left messages_of_broadcast gives the message.
 */
export const dueRecipients = (
  broadcast: Pick<BroadcastRow, 'id' | 'tenant_id'>,
  limit: number,
) => sql<CandidateRow>`
      with due as materialized (
        select place, phone_number, variables, state, attempt
        from broadcast_recipients
        where broadcast_id = ${broadcast.id} and state in ('pending', 'accepting')
        order by place
        limit ${limit}
        for no key update
      )
      select due.place, due.phone_number as "phoneNumber", due.variables, due.state, due.attempt, ${contactColumns},
        (
          select m.id from messages m
          where due.state = 'accepting' and m.broadcast_id = ${broadcast.id} and m.recipient = due.phone_number
        ) as "acceptedId"
      from due
      left join lateral (
        select contacts.*
        from contact_identities i
        join contacts on contacts.id = i.contact_id
        where i.tenant_id = ${broadcast.tenant_id} and i.kind = 'phone' and i.value = due.phone_number
        limit 1
      ) c on true
      order by due.place`;

const codeOf = (outcome: Claimed | Settled): string | null => ('code' in outcome ? outcome.code : null);
const detailOf = (outcome: Claimed | Settled): string | null => ('detail' in outcome ? outcome.detail : null);
const messageOf = (outcome: Claimed | Settled): MessageId | null =>
  'messageId' in outcome ? outcome.messageId : null;

/** The steps of broadcasts and their recipients. Workers alone use them. */
@Injectable()
export class DispatchRepository {
  /** Broadcasts that have something to do and no live holder. Uses broadcasts_due and broadcasts_orphaned. */
  async findDue(tx: Tx, limit: number): Promise<BroadcastId[]> {
    const { rows } = await sql<{ id: BroadcastId }>`
      select b.id
      from broadcasts b
      where not exists (select 1 from leases l where l.kind = ${LANE} and l.id = b.id and l.expires_at > now())
        and b.id in (
          select id from broadcasts where run_at <= now()
          union
          select id from broadcasts where instance_id is null and state in ('scheduled', 'running', 'paused')
        )
      limit ${limit}`.execute(tx);
    return rows.map((row) => row.id);
  }

  async find(executor: Executor, id: BroadcastId): Promise<BroadcastRow | undefined> {
    return executor.selectFrom('broadcasts').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Locks a broadcast in this state for as long as the transaction lasts, with the database's time; nothing when the lane has a newer holder. */
  async lock(
    tx: Tx,
    hold: BroadcastHold,
    state: BroadcastState,
  ): Promise<(BroadcastRow & { now: Date }) | undefined> {
    return tx
      .selectFrom('broadcasts')
      .selectAll()
      .select(sql<Date>`now()`.as('now'))
      .where('id', '=', hold.id)
      .where('state', '=', state)
      .where(holdsLane(hold))
      .forUpdate()
      .executeTakeFirst();
  }

  /** Changes a broadcast that is locked. */
  async update(
    tx: Tx,
    id: BroadcastId,
    changes: Partial<
      Pick<
        BroadcastRow,
        | 'state'
        | 'run_at'
        | 'total'
        | 'started_at'
        | 'handed_over_at'
        | 'finished_at'
        | 'error_code'
        | 'error_detail'
      >
    >,
  ): Promise<BroadcastRow> {
    return tx
      .updateTable('broadcasts')
      .set({ ...changes, updated_at: sql`now()` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Has a broadcast that still runs wait, and say why. */
  async wait(
    tx: Tx,
    id: BroadcastId,
    wait: { untilMs: number; code: string; detail: string },
  ): Promise<void> {
    await tx
      .updateTable('broadcasts')
      .set({
        run_at: sql`now() + make_interval(secs => ${wait.untilMs / 1_000})`,
        error_code: wait.code.slice(0, 60),
        error_detail: wait.detail,
        updated_at: sql`now()`,
      })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Makes recipients of the contacts that have these labels now. @returns how many; one more than allowed when there are too many */
  async insertLabelled(
    tx: Tx,
    { id, tenant_id: tenantId }: BroadcastRow,
    labels: BroadcastLabels,
  ): Promise<number> {
    const result = await sql`
      insert into broadcast_recipients (broadcast_id, place, tenant_id, phone_number)
      select ${id}, row_number() over (), ${tenantId}, "phoneNumber"
      from (${labelledNumbers(tenantId, labels)}) labelled`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }

  /**
   * The next recipients in their order, with what is known of each; first those that an earlier turn left while they were being
   * accepted, with the message if it was.
   */
  async candidates(tx: Tx, broadcast: BroadcastRow, limit: number): Promise<Candidate[]> {
    const { rows } = await dueRecipients(broadcast, limit).execute(tx);
    return rows.map((row) => ({
      place: row.place,
      phoneNumber: row.phoneNumber,
      variables: Values.parse(row.variables),
      contact: contactOf(row),
      isLeftOver: row.state === 'accepting',
      acceptedId: row.acceptedId,
      attempt: row.attempt,
    }));
  }

  /** Writes what was decided for candidates that are locked; those to be accepted belong to the claim. */
  async claim(tx: Tx, id: BroadcastId, claimId: string, claimed: Claimed[]): Promise<void> {
    await sql`
      update broadcast_recipients r
      set state = given.state, message_id = given.message_id, error_code = given.code, error_detail = given.detail,
        claim_id = ${claimId}, updated_at = now()
      from unnest(
        ${claimed.map((one) => one.place)}::int[],
        ${claimed.map((one) => one.state)}::text[],
        ${claimed.map(messageOf)}::uuid[],
        ${claimed.map(codeOf)}::text[],
        ${claimed.map(detailOf)}::text[]
      ) as given (place, state, message_id, code, detail)
      where r.broadcast_id = ${id} and r.place = given.place`.execute(tx);
  }

  /** Writes what became of a claim's recipients. What another claim took over meanwhile is left to it. */
  async settle(tx: Tx, id: BroadcastId, claimId: string, settled: Settled[]): Promise<void> {
    await sql`
      update broadcast_recipients r
      set state = given.state, message_id = given.message_id, error_code = given.code, error_detail = given.detail,
        attempt = r.attempt + case given.state when 'accepting' then 1 else 0 end,
        updated_at = now()
      from unnest(
        ${settled.map((one) => one.place)}::int[],
        ${settled.map((one) => one.state)}::text[],
        ${settled.map(messageOf)}::uuid[],
        ${settled.map(codeOf)}::text[],
        ${settled.map(detailOf)}::text[]
      ) as given (place, state, message_id, code, detail)
      where r.broadcast_id = ${id} and r.place = given.place and r.claim_id = ${claimId} and r.state = 'accepting'`.execute(
      tx,
    );
  }

  /** Whether any message of the broadcast may still leave; messages_of_broadcast alone says it, but for those in doubt. */
  async hasUnsettledMessages(tx: Tx, id: BroadcastId): Promise<boolean> {
    const { rows } = await sql<{ isLeft: boolean }>`
      with open as materialized (
        select recipient, status from messages
        where broadcast_id = ${id} and status in ('pending', 'sending', 'in_doubt')
      )
      select exists (select 1 from open where status <> 'in_doubt')
        or exists (
          select 1 from open join messages m on m.broadcast_id = ${id} and m.recipient = open.recipient
          where open.status = 'in_doubt' and m.claim_until is not null
        ) as "isLeft"`.execute(tx);
    return rows[0]?.isLeft === true;
  }

  /** Messages of the broadcast that wait, and can be called off. */
  async waitingMessages(executor: Executor, id: BroadcastId, limit: number): Promise<MessageId[]> {
    const { rows } = await sql<{ id: MessageId }>`
      select id from messages where broadcast_id = ${id} and status = 'pending' limit ${limit}`.execute(
      executor,
    );
    return rows.map((row) => row.id);
  }
}
