import { Injectable } from '@nestjs/common';
import type { ReplayState, TenantId, WebhookId, WebhookReplayId } from '@recado/contracts';
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { jsonb } from '../../platform/database/jsonb.ts';
import type { WebhookReplays } from '../../platform/database/schema.ts';
import type { WebhookRow } from '../endpoints/webhooks.repository.ts';

export type ReplayRow = Selectable<WebhookReplays>;

/** With what its endpoint asks for. */
export type RunningReplayRow = ReplayRow & Pick<WebhookRow, 'instance_id' | 'events' | 'is_ordered'>;

export const REPLAY_LANE = 'webhook-replay';

export interface NewReplay {
  id: WebhookReplayId;
  webhookId: WebhookId;
  from: Date;
  to: Date;
  types: string[] | null;
  onlyFailed: boolean;
}

/** Writes replays and their progress. */
@Injectable()
export class ReplaysRepository {
  async insert(tenantId: TenantId, tx: Tx, replay: NewReplay): Promise<ReplayRow> {
    return tx
      .insertInto('webhook_replays')
      .values({
        id: replay.id,
        tenant_id: tenantId,
        webhook_id: replay.webhookId,
        from_time: replay.from,
        to_time: replay.to,
        types: replay.types === null ? null : jsonb(replay.types),
        only_failed: replay.onlyFailed,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async running(tenantId: TenantId, tx: Tx, webhookId: WebhookId): Promise<WebhookReplayId | undefined> {
    const row = await tx
      .selectFrom('webhook_replays')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('webhook_id', '=', webhookId)
      .where('state', '=', 'running')
      .executeTakeFirst();
    return row?.id;
  }

  /** A replay, kept as it is until the transaction ends. */
  async lock(
    tenantId: TenantId,
    tx: Tx,
    webhookId: WebhookId,
    id: WebhookReplayId,
  ): Promise<ReplayRow | undefined> {
    return tx
      .selectFrom('webhook_replays')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('webhook_id', '=', webhookId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
  }

  async findRunning(tx: Tx, id: WebhookReplayId): Promise<RunningReplayRow | undefined> {
    return tx
      .selectFrom('webhook_replays as r')
      .innerJoin('webhooks as w', 'w.id', 'r.webhook_id')
      .selectAll('r')
      .select(['w.instance_id', 'w.events', 'w.is_ordered'])
      .where('r.id', '=', id)
      .where('r.state', '=', 'running')
      .executeTakeFirst();
  }

  /** Keeps a replay as it was read until the transaction ends. @returns false when it was stopped or went on since */
  async hold(tx: Tx, { id, after_seq: afterSeq }: ReplayRow): Promise<boolean> {
    const row = await tx
      .selectFrom('webhook_replays')
      .select('id')
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('after_seq', 'is not distinct from', afterSeq)
      .forUpdate()
      .executeTakeFirst();
    return row !== undefined;
  }

  async setTotal(tx: Tx, id: WebhookReplayId, total: number): Promise<void> {
    await tx
      .updateTable('webhook_replays')
      .set({ total })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  }

  /** For one that is held. */
  async advance(tx: Tx, id: WebhookReplayId, batch: { queued: number; lastSeq: number }): Promise<void> {
    await tx
      .updateTable('webhook_replays')
      .set((row) => ({
        after_seq: batch.lastSeq,
        run_at: sql<Date>`now()`,
        queued: sql<number>`${row.ref('queued')} + ${batch.queued}`,
      }))
      .where('id', '=', id)
      .execute();
  }

  /** @returns when it looks again */
  async postpone(tx: Tx, id: WebhookReplayId, seconds: number): Promise<Date> {
    const row = await tx
      .updateTable('webhook_replays')
      .set({ run_at: sql<Date>`now() + make_interval(secs => ${seconds})` })
      .where('id', '=', id)
      .returning('run_at')
      .executeTakeFirstOrThrow();
    return row.run_at;
  }

  /** For one that is held. */
  async end(tx: Tx, id: WebhookReplayId, state: Exclude<ReplayState, 'running'>): Promise<ReplayRow> {
    return tx
      .updateTable('webhook_replays')
      .set({ state, finished_at: sql<Date>`now()` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Replays that may go on and that no worker holds; uses webhook_replays_running. */
  async findDue(tx: Tx, limit: number): Promise<WebhookReplayId[]> {
    const { rows } = await sql<{ id: WebhookReplayId }>`
      select r.id from webhook_replays r
      where r.state = 'running' and r.run_at <= now()
        and not exists (select 1 from leases l where l.kind = ${REPLAY_LANE} and l.id = r.id and l.expires_at > now())
      order by r.run_at
      limit ${limit}`.execute(tx);
    return rows.map(({ id }) => id);
  }
}
