import { Injectable } from '@nestjs/common';
import { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { LeaseLost } from './held-session.ts';

const KIND = 'session';

/** A lease as its holder knows it. */
export interface HeldLease {
  instanceId: InstanceId;
  fence: number;
}

/** A session that was just acquired, and what was wanted of it then. */
export interface AcquiredSession extends HeldLease {
  tenantId: TenantId;
  wanted: 'online' | 'logged_out';
  request: number;
}

const Acquired = z.object({
  instanceId: InstanceId,
  tenantId: TenantId,
  fence: z.coerce.number(),
  wanted: z.enum(['online', 'logged_out']),
  request: z.number(),
});

const Renewed = z.object({ instanceId: InstanceId, fence: z.coerce.number() });

/**
 * Part of a statement that writes for many sessions at once: the ids of those in `given` (with instance_id and fence) that are
 * held, whose leases it locks against new holders until it is committed, as `assertHeld` does.
 */
export const heldAmongGiven = sql`
  select l.id
  from leases l
  where l.kind = ${sql.lit(KIND)} and (l.id, l.fence) in (select distinct instance_id, fence from given)
    and l.expires_at > clock_timestamp()
  for key share`;

/**
 * Who holds which session: rows of `leases`, whose clock is the database's alone. Those who write for a session lock its lease
 * `for key share`. A renewal changes no key, so that it waits for none of them; a new holder asks for the whole row, which it
 * gets once all that the old one began is written.
 */
@Injectable()
export class SessionLeasesRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Takes up to `limit` sessions that are wanted and held by nobody. */
  async acquire(
    holder: string,
    { limit, leaseSeconds, except }: { limit: number; leaseSeconds: number; except: readonly InstanceId[] },
  ): Promise<AcquiredSession[]> {
    // Each host looks in an order of its own, so that many at once seldom want the same, and all take in one order, so that two
    // that do never wait for each other. A lease that its late holder still writes under is skipped: the next look comes soon.
    const { rows } = await sql`
      with wanted as (
        select s.instance_id, s.tenant_id, s.wanted, s.request
        from web_sessions s
        where s.wanted <> 'offline'
          and s.instance_id <> all(${except}::uuid[])
          and not exists (
            select from leases l where l.kind = ${KIND} and l.id = s.instance_id and l.expires_at > now()
          )
        order by md5(s.instance_id::text || ${holder})
        limit ${limit}
      ), late as (
        select l.id
        from leases l
        where l.kind = ${KIND} and l.id in (select instance_id from wanted) and l.expires_at <= now()
        for update skip locked
      ), taken as (
        insert into leases (kind, id, holder, expires_at)
        select ${KIND}, w.instance_id, ${holder}::uuid, clock_timestamp() + make_interval(secs => ${leaseSeconds})
        from wanted w
        where w.instance_id in (select id from late)
          or not exists (select from leases l where l.kind = ${KIND} and l.id = w.instance_id)
        order by w.instance_id
        on conflict (kind, id) do update
          set holder = excluded.holder, fence = leases.fence + 1, expires_at = excluded.expires_at, since = now()
          where leases.expires_at <= clock_timestamp()
        returning id, fence
      )
      select w.instance_id as "instanceId", w.tenant_id as "tenantId", t.fence, w.wanted, w.request
      from taken t join wanted w on w.instance_id = t.id`.execute(this.database.statements);
    return z.array(Acquired).parse(rows);
  }

  /** Renews all of these in one statement. @returns those that are still held */
  async renew(leases: readonly HeldLease[], leaseSeconds: number): Promise<HeldLease[]> {
    if (leases.length === 0) return [];
    const { rows } = await sql`
      update leases l
      set expires_at = now() + make_interval(secs => ${leaseSeconds})
      from unnest(
        ${leases.map((lease) => lease.instanceId)}::uuid[],
        ${leases.map((lease) => lease.fence)}::bigint[]
      ) as mine(id, fence)
      where l.kind = ${KIND} and l.id = mine.id and l.fence = mine.fence and l.expires_at > now()
      returning l.id as "instanceId", l.fence`.execute(this.database.statements);
    return z.array(Renewed).parse(rows);
  }

  /** Gives a session back. The row stays, so that the fence never starts again. */
  async release({ instanceId, fence }: HeldLease): Promise<void> {
    await this.database.statements
      .updateTable('leases')
      .set({ expires_at: sql`now()` })
      .where('kind', '=', KIND)
      .where('id', '=', instanceId)
      .where('fence', '=', fence)
      .execute();
  }

  /**
   * Locks several leases against new holders until the transaction ends.
   * @param tx a worker's transaction
   * @returns those that are held
   */
  async lockHeld(tx: Tx, leases: readonly HeldLease[]): Promise<Set<InstanceId>> {
    const { rows } = await sql<{ id: InstanceId }>`
      with given as (
        select *
        from unnest(
          ${leases.map(({ instanceId }) => instanceId)}::uuid[],
          ${leases.map(({ fence }) => fence)}::bigint[]
        ) as g (instance_id, fence)
      )
      ${heldAmongGiven}`.execute(tx);
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Locks the lease against a new holder until the transaction ends.
   * @param tx a worker's transaction: requests may not lock leases
   * @throws LeaseLost
   */
  async assertHeld(tx: Tx, { instanceId, fence }: HeldLease): Promise<void> {
    // The time of the statement: the transaction may have begun long ago.
    const row = await tx
      .selectFrom('leases')
      .select('fence')
      .where('kind', '=', KIND)
      .where('id', '=', instanceId)
      .where('fence', '=', fence)
      .where('expires_at', '>', sql<Date>`clock_timestamp()`)
      .forKeyShare()
      .executeTakeFirst();
    if (row === undefined) throw new LeaseLost(instanceId);
  }
}
