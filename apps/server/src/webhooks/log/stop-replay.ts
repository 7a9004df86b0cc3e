import { Injectable } from '@nestjs/common';
import type { WebhookId, WebhookReplay, WebhookReplayId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { WebhooksQueries } from '../endpoints/webhooks.queries.ts';
import { presentReplay } from './present-replay.ts';
import { ReplaysRepository } from './replays.repository.ts';

/** Ends a replay that runs. Once it returns, no worker queues any more of its events. */
@Injectable()
export class StopReplay {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksQueries,
    private readonly replays: ReplaysRepository,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** One that has ended stays as it is. @throws AppError not_found */
  async execute(caller: Caller, webhookId: WebhookId, id: WebhookReplayId): Promise<WebhookReplay> {
    const { tenantId } = caller;
    await this.webhooks.get(caller, webhookId);
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.replays.lock(tenantId, tx, webhookId, id);
      if (before === undefined) throw notFound('Replay');
      if (before.state !== 'running') return presentReplay(before);
      const after = await this.replays.end(tx, id, 'stopped');
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.replay_stopped',
        resourceType: 'webhook',
        resourceId: webhookId,
        before: { state: before.state },
        after: { replayId: id, state: after.state, total: after.total, queued: after.queued },
      });
      return presentReplay(after);
    });
  }
}
