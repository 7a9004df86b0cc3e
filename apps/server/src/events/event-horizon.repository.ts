import type { TenantId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import type { Executor } from '../platform/database/database.ts';

/**
 * Events are numbered in one order and commit in another, so that a reader who goes on after the highest number it saw would
 * miss those that commit late. Before it takes numbers, a transaction therefore announces for each of its tenants that they
 * will be above the last one given out: a shared advisory lock, which ends with the transaction in whatever way that ends.
 * The key is a pair of integers, the hash of the tenant and the low half of the number. BullMQ's tables are in the same database,
 * and it locks by pairs as well: alone for its relay, shared under one class of its own. See docs/adr/0021.
 */

/** The class of BullMQ's shared locks, by the hash of what it calls them. */
const CLASS_OF_QUEUE = sql`hashtext('bullmq:finalization')`;

/** The class of a tenant's announcements; never that of the queue. */
const classOf = (tenantId: RawBuilder<unknown>) =>
  sql<number>`coalesce(nullif(hashtext(${tenantId}), ${CLASS_OF_QUEUE}), 0)`;

/** A class as pg_locks has it. */
const oidOf = (lockClass: RawBuilder<unknown>) => sql`(${lockClass}::bigint & 4294967295)::oid`;

/** The last number given out. */
const lastNumber = sql<number>`(select last_value - (not is_called)::int from events_seq_seq)`;

/** The low half of a number as a signed integer. */
const lowHalf = (number: RawBuilder<number>) => sql<number>`(${number})::bit(32)::int4`;

/** Announces numbers for the tenants of `tenantIds`, a query with the column tenant_id; to be read before the first is taken. */
export const announcement = (tenantIds: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select pg_advisory_xact_lock_shared(${classOf(sql`tenant_id::text`)}, ${lowHalf(lastNumber)})
  from (${tenantIds}) announcing`;

/**
 * The number up to which nothing is missing: whoever reads the tenant's events, or without a tenant those of all, in a later
 * statement under READ COMMITTED finds every event up to there that there will ever be.
 *
 * The order is what makes it so. A number up to `last` was announced before it was given out, so before `last` was read: its
 * transaction is still among the locks, or has ended and is seen by the next statement. Announcements above `last` do not count.
 */
export async function safeEnd(db: Executor, tenantId: TenantId | undefined): Promise<number> {
  const ofWhom =
    tenantId === undefined
      ? sql`l.classid <> ${oidOf(CLASS_OF_QUEUE)}`
      : sql`l.classid = ${oidOf(classOf(sql`${tenantId}::text`))}`;
  // The sum with the outer row keeps PostgreSQL from looking at the locks first.
  const { rows } = await sql<{ end: number }>`
    with reached as materialized (select ${lastNumber} as last)
    select least(reached.last, announced.lowest) as "end"
    from reached
    cross join lateral (
      select min(reached.last - ${lowHalf(sql<number>`reached.last - l.objid::bigint`)}) as lowest
      from pg_locks l
      where l.locktype = 'advisory' and l.objsubid = 2 and l.mode = 'ShareLock'
        and l.database = (select oid from pg_database where datname = current_database())
        and ${ofWhom}
    ) announced`.execute(db);
  return rows[0]?.end ?? 0;
}
