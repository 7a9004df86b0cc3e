import { Injectable } from '@nestjs/common';
import type { Page, WebhookId, WebhookReplay, WebhookReplayId, WebhookReplaysQuery } from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { decodeCursor, toPage } from '../../platform/http/cursor.ts';
import { WebhooksQueries } from '../endpoints/webhooks.queries.ts';
import { presentReplay } from './present-replay.ts';

/** Reads replays, within what the caller may see. */
@Injectable()
export class ReplaysQueries {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksQueries,
  ) {}

  /** Newest first; uses webhook_replays_by_webhook. @throws AppError not_found, invalid_cursor */
  async list(caller: Caller, id: WebhookId, query: WebhookReplaysQuery): Promise<Page<WebhookReplay>> {
    await this.webhooks.get(caller, id);
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const rows = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhook_replays')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .where('webhook_id', '=', id)
        .$if(before !== undefined, (select) => select.where(sql<boolean>`id < ${before?.id}::uuid`))
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentReplay, (row) => ({ sortValue: '', id: row.id }));
  }

  /** @throws AppError not_found */
  async get(caller: Caller, webhookId: WebhookId, id: WebhookReplayId): Promise<WebhookReplay> {
    await this.webhooks.get(caller, webhookId);
    const row = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhook_replays')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .where('webhook_id', '=', webhookId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row === undefined) throw notFound('Replay');
    return presentReplay(row);
  }
}
