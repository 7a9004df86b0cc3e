import { Injectable } from '@nestjs/common';
import { InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { jsonb } from '../../../platform/database/jsonb.ts';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';

export interface NewCommand {
  id: string;
  tenantId: TenantId;
  instanceId: InstanceId;
  name: string;
  arguments: unknown;
  timeoutMs: number;
}

/** A command that ended, with the answer or the stored error. */
export interface StoredCommand {
  state: 'done' | 'failed';
  result: unknown;
}

/** A command that this process took on. */
export interface TakenCommand {
  id: string;
  instanceId: InstanceId;
  name: string;
  arguments: unknown;
}

const Ended = z.object({ state: z.enum(['done', 'failed']), result: z.unknown() });
const Taken = z.object({ id: z.string(), instanceId: InstanceId, name: z.string(), arguments: z.unknown() });

/**
 * What processes ask of sessions that others hold. Every statement is a transaction of its own, though the asker may be in
 * one (as a request with Idempotency-Key is): the other process has to see the row at once.
 */
@Injectable()
export class SessionCommandsRepository {
  constructor(private readonly database: WorkerDatabase) {}

  async add(command: NewCommand): Promise<void> {
    await this.database.statements
      .insertInto('session_commands')
      .values({
        id: command.id,
        tenant_id: command.tenantId,
        instance_id: command.instanceId,
        name: command.name,
        arguments: jsonb(command.arguments ?? null),
        expires_at: sql<Date>`now() + make_interval(secs => ${command.timeoutMs / 1_000})`,
      })
      .execute();
  }

  /** Takes the answer, once there is one; the row is gone then. */
  async takeEnded(id: string): Promise<StoredCommand | undefined> {
    const row = await this.database.statements
      .deleteFrom('session_commands')
      .where('id', '=', id)
      .where('state', 'in', ['done', 'failed'])
      .returning(['state', 'result'])
      .executeTakeFirst();
    return row && Ended.parse(row);
  }

  /** Gives up waiting. @returns true when nobody had begun, so that it certainly is not done */
  async withdraw(id: string): Promise<boolean> {
    const row = await this.database.statements
      .deleteFrom('session_commands')
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Takes on what waits for these sessions, each command once; the caller holds their leases. */
  async take(instanceIds: readonly InstanceId[], limit: number): Promise<TakenCommand[]> {
    if (instanceIds.length === 0) return [];
    const { rows } = await sql`
      update session_commands
      set state = 'running'
      where id in (
        select id
        from session_commands
        where instance_id = any(${instanceIds}::uuid[]) and state = 'waiting' and expires_at > now()
        order by created_at
        limit ${limit}
        for update skip locked
      )
      returning id, instance_id as "instanceId", name, arguments`.execute(this.database.statements);
    return z.array(Taken).parse(rows);
  }

  async answer(id: string, { state, result }: StoredCommand): Promise<void> {
    await this.database.statements
      .updateTable('session_commands')
      .set({ state, result: jsonb(result ?? null) })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** Commands whose asker gave up. @returns how many */
  async deleteExpired(tx: Tx, limit: number): Promise<number> {
    const result = await tx
      .deleteFrom('session_commands')
      .where('id', 'in', (query) =>
        query
          .selectFrom('session_commands')
          .select('id')
          .where('expires_at', '<', sql<Date>`now() - interval '1 minute'`)
          .orderBy('expires_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
