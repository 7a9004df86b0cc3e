import { Injectable } from '@nestjs/common';
import { TenantId, type PageQuery, type TenantWithFiguresPage } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { WorkerDatabase } from '../platform/database/database.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';

interface TenantFiguresRow {
  id: TenantId;
  name: string;
  slug: string;
  settings: unknown;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  users: number;
  numbers: number;
  connected: number;
  inbound: number;
  outbound: number;
}

const Settings = z.record(z.string(), z.json());
const groups = ['text', 'media', 'interactive', 'other'];
const total = (direction: string) =>
  sql.raw(`coalesce(sum(${groups.map((group) => `c.${direction}_${group}`).join(' + ')}), 0)::int`);

/** Tenants with their size and use. Reads across tenants as a worker: only administrators of the platform get here. */
@Injectable()
export class TenantFiguresQueries {
  constructor(private readonly database: WorkerDatabase) {}

  /** Newest first. The key of statistics_counts finds the hours; what is not added up yet is some seconds old at most. */
  async list({ limit, cursor }: PageQuery): Promise<TenantWithFiguresPage> {
    const after = cursor === undefined ? null : TenantId.parse(decodeCursor(cursor).id);
    const { rows } = await sql<TenantFiguresRow>`
      select t.id, t.name, t.slug, t.settings, t.is_active, t.created_at, t.updated_at,
        (select count(*)::int from users u where u.tenant_id = t.id) as users,
        numbers.count as numbers, numbers.connected, traffic.inbound, traffic.outbound
      from (
        select * from tenants where ${after}::uuid is null or id < ${after}::uuid order by id desc limit ${limit + 1}
      ) t
      cross join lateral (
        select count(*)::int as count, count(*) filter (where i.status = 'connected' and i.is_active)::int as connected
        from instances i where i.tenant_id = t.id
      ) numbers
      cross join lateral (
        select ${total('inbound')} as inbound, ${total('outbound')} as outbound
        from statistics_counts c
        where c.tenant_id = t.id and c.grain = 'hour' and c.at > now() - interval '25 hours'
      ) traffic
      order by t.id desc`.execute(this.database.statements);
    return toPage(
      rows,
      limit,
      (row) => ({
        id: row.id,
        name: row.name,
        slug: row.slug,
        settings: Settings.parse(row.settings),
        isActive: row.is_active,
        createdAt: row.created_at.toISOString(),
        updatedAt: row.updated_at.toISOString(),
        figures: {
          users: row.users,
          numbers: row.numbers,
          connected: row.connected,
          inbound: row.inbound,
          outbound: row.outbound,
        },
      }),
      ({ id }) => ({ sortValue: '', id }),
    );
  }
}
