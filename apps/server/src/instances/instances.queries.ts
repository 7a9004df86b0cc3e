import { Inject, Injectable } from '@nestjs/common';
import type {
  Instance,
  InstanceConnection,
  InstanceId,
  InstancePage,
  InstancesQuery,
} from '@recado/contracts';
import { sql } from 'kysely';
import { Channels, Connections, type ChannelSessions, type SessionOwner } from '../channels/index.ts';
import { CONFIG, type Config } from '../config.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { instanceColumns, toRecord, type InstanceRecord } from './instance-record.ts';
import { presentConnection, presentInstance } from './present-instance.ts';
import { dataUrlOf, qrPng } from './qr-image.ts';

/** Reads instances within what the caller may see. */
@Injectable()
export class InstancesQueries {
  constructor(
    private readonly database: Database,
    private readonly channels: Channels,
    private readonly connections: Connections,
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
    const records = rows.map(toRecord);
    const owners = await this.#ownersOf(records);
    const present = (record: InstanceRecord) =>
      presentInstance(record, this.config.publicUrl, { owner: owners.get(record.id) ?? null });
    return toPage(records, limit, present, ({ id }) => ({ sortValue: '', id }));
  }

  /** @throws AppError not_found */
  async get(caller: Caller, id: InstanceId): Promise<Instance> {
    const record = await this.record(caller, id);
    const owners = await this.#ownersOf([record]);
    // Whoever scans it owns the session.
    const mayLink = caller.permissions.has('instances:write');
    const qrCode = mayLink && record.status === 'connecting' ? await this.#qrCode(record) : null;
    return presentInstance(record, this.config.publicUrl, { qrCode, owner: owners.get(id) ?? null });
  }

  /** @throws AppError not_found */
  async connection(caller: Caller, id: InstanceId): Promise<InstanceConnection> {
    const record = await this.record(caller, id);
    const owners = await this.#ownersOf([record]);
    const limits = await this.#sessionsOf(record)?.limitsOf(await this.connections.of(record.tenantId, id));
    return presentConnection(record, { owner: owners.get(id) ?? null, limits });
  }

  /** As stored. @throws AppError not_found */
  async record(caller: Caller, id: InstanceId): Promise<InstanceRecord> {
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

  /** None where the channel holds no sessions, or is not installed. */
  #sessionsOf({ channel }: InstanceRecord): ChannelSessions | undefined {
    return this.channels.find(channel)?.sessions;
  }

  async #ownersOf(records: readonly InstanceRecord[]): Promise<ReadonlyMap<InstanceId, SessionOwner>> {
    const held = records.filter((record) => this.#sessionsOf(record) !== undefined);
    const [first] = held;
    if (first === undefined) return new Map();
    const ids = held.map(({ id }) => id);
    return (await this.#sessionsOf(first)?.ownersOf(first.tenantId, ids)) ?? new Map();
  }

  async #qrCode(record: InstanceRecord): Promise<string | null> {
    const sessions = this.#sessionsOf(record);
    if (sessions === undefined) return null;
    const code = await sessions.qrCode(await this.connections.of(record.tenantId, record.id));
    return code === undefined ? null : dataUrlOf(await qrPng(code.text));
  }
}
