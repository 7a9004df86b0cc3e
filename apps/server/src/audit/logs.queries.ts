import { Injectable } from '@nestjs/common';
import type { ApiKeyId, LogEntry, LogFilters, LogQuery, Page, TenantId, UserId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';

interface LogRow {
  id: string;
  action: string;
  resource_type: string;
  resource_id: string | null;
  user_id: UserId | null;
  api_key_id: ApiKeyId | null;
  user_email: string | null;
  key_name: string | null;
  changes: unknown;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Date;
}

const columns = [
  'id',
  'action',
  'resource_type',
  'resource_id',
  'user_id',
  'api_key_id',
  'changes',
  'ip_address',
  'user_agent',
  'created_at',
] as const;

const Changes = z.record(z.string(), z.unknown());
// Milliseconds do not tell rows apart that were written together; PostgreSQL counts microseconds.
const Microseconds = z.string().regex(/^\d{1,16}$/);
const ROWS_AT_ONCE = 500;

/** By who the caller may read of: users, keys, both or neither. */
const actorNameFor = ({ permissions }: Caller, { user_email, key_name }: LogRow): string | null =>
  (permissions.has('users:read') ? user_email : null) ?? (permissions.has('api_keys:read') ? key_name : null);

const toEntry = (caller: Caller, row: LogRow): LogEntry => ({
  id: row.id,
  action: row.action,
  resourceType: row.resource_type,
  resourceId: row.resource_id,
  userId: row.user_id,
  apiKeyId: row.api_key_id,
  actorName: actorNameFor(caller, row),
  changes: Changes.parse(row.changes),
  ipAddress: row.ip_address,
  userAgent: row.user_agent,
  createdAt: row.created_at.toISOString(),
});

const anyPart = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

// Of who was removed, the log itself still knows the name, by the index audit_logs_by_resource.
const userEmail = (tenantId: TenantId) => sql<string | null>`coalesce(
  (select email from users u where u.tenant_id = ${tenantId} and u.id = audit_logs.user_id),
  (select removed.changes -> 'before' ->> 'email' from audit_logs removed
   where removed.tenant_id = ${tenantId} and removed.resource_type = 'user'
     and removed.resource_id = audit_logs.user_id and removed.action = 'user.removed'
   limit 1))`;

const keyName = (tenantId: TenantId) => sql<string | null>`coalesce(
  (select name from api_keys k where k.tenant_id = ${tenantId} and k.id = audit_logs.api_key_id),
  (select removed.changes -> 'before' ->> 'name' from audit_logs removed
   where removed.tenant_id = ${tenantId} and removed.resource_type = 'api_key'
     and removed.resource_id = audit_logs.api_key_id and removed.action = 'api_key.removed'
   limit 1))`;

/** The audit log: of the caller's tenant, or of the one that an administrator names. */
@Injectable()
export class LogsQueries {
  constructor(private readonly reach: TenantReach) {}

  async list(caller: Caller, query: LogQuery): Promise<Page<LogEntry>> {
    const rows = await this.reach.within(caller, query.tenantId, (tenantId, tx) =>
      this.newestFirst(tenantId, tx, query, query.cursor)
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(
      rows,
      query.limit,
      (row) => toEntry(caller, row),
      ({ microseconds, id }) => ({ sortValue: microseconds, id }),
    );
  }

  /** Every entry, read from the database as fast as it is taken from here. */
  async *stream(caller: Caller, tenantId: TenantId, tx: Tx, filters: LogFilters): AsyncGenerator<LogEntry> {
    for await (const row of this.newestFirst(tenantId, tx, filters).stream(ROWS_AT_ONCE))
      yield toEntry(caller, row);
  }

  /**
   * By the index audit_logs_by_time, or audit_logs_by_resource; `text` is looked for in the rows that these give.
   * @throws AppError invalid_cursor
   */
  newestFirst(tenantId: TenantId, tx: Tx, filters: LogFilters, cursor?: string) {
    let select = this.#matching(tenantId, tx, filters);
    if (cursor !== undefined) {
      const { sortValue, id } = decodeCursor(cursor);
      const { data } = Microseconds.safeParse(sortValue);
      if (data === undefined) throw new AppError('invalid_cursor');
      const place = sql`(timestamptz 'epoch' + ${data}::bigint * interval '1 microsecond', ${id}::uuid)`;
      select = select.where(sql<boolean>`(created_at, id) < ${place}`);
    }
    return select
      .select([
        ...columns,
        userEmail(tenantId).as('user_email'),
        keyName(tenantId).as('key_name'),
        sql<string>`(extract(epoch from created_at) * 1000000)::bigint::text`.as('microseconds'),
      ])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc');
  }

  #matching(
    tenantId: TenantId,
    tx: Tx,
    { action, resourceType, resourceId, userId, from, to, text }: LogFilters,
  ) {
    return tx
      .selectFrom('audit_logs')
      .where('tenant_id', '=', tenantId)
      .where((where) =>
        where.and([
          ...(action === undefined ? [] : [where('action', '=', action)]),
          ...(resourceType === undefined ? [] : [where('resource_type', '=', resourceType)]),
          ...(resourceId === undefined ? [] : [where('resource_id', '=', resourceId)]),
          ...(userId === undefined ? [] : [where('user_id', '=', userId)]),
          ...(from === undefined ? [] : [where('created_at', '>=', new Date(from))]),
          ...(to === undefined ? [] : [where('created_at', '<', new Date(to))]),
          ...(text === undefined
            ? []
            : [
                where.or(
                  [sql`action`, sql`resource_type`, sql`resource_id::text`, sql`changes::text`].map((part) =>
                    where(part, 'ilike', anyPart(text)),
                  ),
                ),
              ]),
        ]),
      );
  }
}
