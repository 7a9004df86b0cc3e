import { Injectable } from '@nestjs/common';
import type { Page, Webhook, WebhookId, WebhooksQuery } from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { decodeCursor, toPage } from '../../platform/http/cursor.ts';
import { presentWebhook } from './present-webhook.ts';
import { mayUseWebhookOf } from './webhook-reach.ts';

/** Reads endpoints, within what the caller may see. */
@Injectable()
export class WebhooksQueries {
  constructor(private readonly database: Database) {}

  /** Newest first; uses webhooks_by_tenant, since ids are in the order of time. */
  async list(caller: Caller, query: WebhooksQuery): Promise<Page<Webhook>> {
    const { instanceIds } = caller;
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const rows = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhooks')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .$if(query.instanceId !== undefined, (select) =>
          select.where('instance_id', '=', query.instanceId ?? null),
        )
        .$if(instanceIds !== undefined, (select) =>
          select.where(sql<boolean>`instance_id = any(${[...(instanceIds ?? [])]}::uuid[])`),
        )
        .$if(before !== undefined, (select) => select.where(sql<boolean>`id < ${before?.id}::uuid`))
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentWebhook, (row) => ({ sortValue: '', id: row.id }));
  }

  /** @throws AppError not_found */
  async get(caller: Caller, id: WebhookId): Promise<Webhook> {
    const row = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhooks')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row === undefined || !mayUseWebhookOf(caller, row.instance_id)) throw notFound('Webhook');
    return presentWebhook(row);
  }
}
