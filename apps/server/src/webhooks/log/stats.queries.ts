import { Injectable } from '@nestjs/common';
import type { WebhookId, WebhookStats, WebhookStatsQuery } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { hoursBack, statsOf } from './stats-policy.ts';
import { WebhooksQueries } from '../endpoints/webhooks.queries.ts';

/** Reads how an endpoint fares, within what the caller may see. */
@Injectable()
export class StatsQueries {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksQueries,
    private readonly clock: Clock,
  ) {}

  /** Reads the primary key of webhook_hours. @throws AppError not_found */
  async stats(caller: Caller, id: WebhookId, query: WebhookStatsQuery): Promise<WebhookStats> {
    await this.webhooks.get(caller, id);
    const hours = hoursBack(query.hours, this.clock.now());
    const rows = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhook_hours')
        .select(['hour', 'bucket', 'attempts', 'failures'])
        .where('tenant_id', '=', caller.tenantId)
        .where('webhook_id', '=', id)
        .where('hour', '>=', hours[0] ?? this.clock.now())
        .execute(),
    );
    return statsOf(hours, rows);
  }
}
