import { Injectable } from '@nestjs/common';
import type { InstanceId, MediaId, TenantId } from '@recado/contracts';
import { sql, type UpdateObject } from 'kysely';
import { WorkerDatabase } from '../platform/database/database.ts';
import type { DB } from '../platform/database/schema.ts';
import { FETCH_CLAIM_SECONDS, MEDIA_LANE } from './media-fetch-policy.ts';

/** A file to be fetched, taken by this worker. */
export interface ClaimedMedia {
  id: MediaId;
  tenantId: TenantId;
  instanceId: InstanceId;
  providerMediaId: string;
  sha256: Buffer | null;
  /** Counts this fetch. */
  attempt: number;
}

/** Files that came in and lie with the provider. All is asked by the partial index `media_to_fetch`. */
@Injectable()
export class MediaFetchRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Takes due files, the oldest first. A fetch is counted before it begins, so that one that kills its worker ends too. */
  async claimDue(instanceId: InstanceId, limit: number, inWork: MediaId[]): Promise<ClaimedMedia[]> {
    const rows = await this.database.statements
      .updateTable('media')
      .set({
        attempt: sql<number>`attempt + 1`,
        run_at: sql<Date>`now() + make_interval(secs => ${FETCH_CLAIM_SECONDS})`,
      })
      .where('id', 'in', (query) =>
        query
          .selectFrom('media')
          .select('id')
          .where('instance_id', '=', instanceId)
          .where('state', '=', 'pending')
          .where('run_at', '<=', sql<Date>`now()`)
          .where(sql<boolean>`id <> all(${inWork}::uuid[])`)
          .orderBy('run_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .returning(['id', 'tenant_id', 'provider_media_id', 'sha256', 'attempt'])
      .execute();
    return rows.map((row) => ({
      id: row.id,
      tenantId: row.tenant_id,
      instanceId,
      providerMediaId: row.provider_media_id ?? '',
      sha256: row.sha256,
      attempt: row.attempt,
    }));
  }

  async markStored(media: ClaimedMedia, file: { sizeBytes: number; sha256: Buffer }): Promise<void> {
    await this.#update(media, {
      state: 'stored',
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      error_detail: null,
    });
  }

  async markFailed(media: ClaimedMedia, reason: string): Promise<void> {
    await this.#update(media, { state: 'failed', error_detail: reason });
  }

  async tryAgain(media: ClaimedMedia, afterMs: number, reason: string): Promise<void> {
    await this.#update(media, {
      run_at: sql<Date>`now() + make_interval(secs => ${afterMs / 1_000})`,
      error_detail: reason,
    });
  }

  /** Gives a file back as if this fetch had not begun. */
  async handBack(media: ClaimedMedia): Promise<void> {
    await this.#update(media, { run_at: sql<Date>`now()`, attempt: media.attempt - 1 });
  }

  async nextDueAt(instanceId: InstanceId): Promise<Date | undefined> {
    const row = await this.database.statements
      .selectFrom('media')
      .select('run_at')
      .where('instance_id', '=', instanceId)
      .where('state', '=', 'pending')
      .orderBy('run_at')
      .limit(1)
      .executeTakeFirst();
    return row?.run_at;
  }

  /** Instances with due files and no worker on them. */
  async findDue(limit: number): Promise<string[]> {
    const { rows } = await sql<{ instanceId: string }>`
      select distinct m.instance_id as "instanceId"
      from media m
      where m.state = 'pending'
        and m.run_at <= now()
        and not exists (
          select 1 from leases l where l.kind = ${MEDIA_LANE} and l.id = m.instance_id and l.expires_at > now()
        )
      limit ${limit}`.execute(this.database.statements);
    return rows.map((row) => row.instanceId);
  }

  // Another worker may have been quicker after a lost lease; what is settled stays so.
  async #update(media: ClaimedMedia, values: UpdateObject<DB, 'media'>): Promise<void> {
    await this.database.statements
      .updateTable('media')
      .set(values)
      .where('tenant_id', '=', media.tenantId)
      .where('id', '=', media.id)
      .where('state', '=', 'pending')
      .execute();
  }
}
