import { Inject, Injectable } from '@nestjs/common';
import type {
  Instance,
  InstanceConnection,
  InstanceId,
  InstancePage,
  InstancesQuery,
} from '@recado/contracts';
import { sql } from 'kysely';
import { CONFIG, type Config } from '../config.ts';
import { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { instanceColumns, toRecord, type InstanceRecord } from './instance-record.ts';
import { presentConnection, presentInstance } from './present-instance.ts';

/** Reads instances within what the caller may see. */
@Injectable()
export class InstancesQueries {
  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** Newest first: ids are in the order of time, and (tenant_id, id) is unique. */
  async list(caller: Caller, query: InstancesQuery): Promise<InstancePage> {
    const { tenantId, instanceIds } = caller;
    const { limit, cursor, status, channel } = query;
    const before = cursor === undefined ? undefined : decodeCursor(cursor);
    const rows = await this.database.inTenant(tenantId, (tx) => {
      let select = tx.selectFrom('instances').select(instanceColumns).where('tenant_id', '=', tenantId);
      if (instanceIds !== undefined)
        select = select.where(sql<boolean>`id = any(${[...instanceIds]}::uuid[])`);
      if (status !== undefined) select = select.where('status', '=', status);
      if (channel !== undefined) select = select.where('channel', '=', channel);
      if (before !== undefined) select = select.where(sql<boolean>`id < ${before.id}::uuid`);
      return select
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
    });
    const present = (record: InstanceRecord) => presentInstance(record, this.config.publicUrl);
    return toPage(rows.map(toRecord), limit, present, ({ id }) => ({ sortValue: '', id }));
  }

  /** @throws AppError not_found */
  async get(caller: Caller, id: InstanceId): Promise<Instance> {
    return presentInstance(await this.#record(caller, id), this.config.publicUrl);
  }

  /** @throws AppError not_found */
  async connection(caller: Caller, id: InstanceId): Promise<InstanceConnection> {
    return presentConnection(await this.#record(caller, id));
  }

  /** @throws AppError not_found, qr_not_used */
  async qrCode(caller: Caller, id: InstanceId): Promise<{ qrCode: string | null; expiresAt: string | null }> {
    const { channel } = await this.#record(caller, id);
    if (channel === 'cloud')
      throw new AppError(
        'qr_not_used',
        'This instance is on the Cloud API and connects with its access token',
      );
    return { qrCode: null, expiresAt: null };
  }

  async #record(caller: Caller, id: InstanceId): Promise<InstanceRecord> {
    const { tenantId } = caller;
    if (!mayUseInstance(caller, id)) throw notFound('The instance');
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('instances')
        .select(instanceColumns)
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row === undefined) throw notFound('The instance');
    return toRecord(row);
  }
}
