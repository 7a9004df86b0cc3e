import { Injectable } from '@nestjs/common';
import type { ReplayWebhook as Request, WebhookId, WebhookReplay, WebhookReplayId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { afterCommit, Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { presentReplay } from './present-replay.ts';
import { ReplaysRepository, REPLAY_LANE } from './replays.repository.ts';
import { mayUseWebhookOf } from '../endpoints/webhook-reach.ts';
import { WebhooksRepository, type WebhookRow } from '../endpoints/webhooks.repository.ts';

/** Begins to deliver past events to an endpoint once more, or for the first time. */
@Injectable()
export class ReplayWebhook {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksRepository,
    private readonly replays: ReplaysRepository,
    private readonly recordAudit: RecordAudit,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found, conflict (switched off, or another replay runs) */
  async execute(caller: Caller, webhookId: WebhookId, request: Request): Promise<WebhookReplay> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const webhook = await this.webhooks.lock(tenantId, tx, webhookId);
      if (webhook === undefined || !mayUseWebhookOf(caller, webhook.instance_id)) throw notFound('Webhook');
      assertReplayable(webhook, await this.replays.running(tenantId, tx, webhookId));
      const row = await this.replays.insert(tenantId, tx, {
        id: this.clock.newId<WebhookReplayId>(),
        webhookId,
        from: new Date(request.from),
        to: request.to === undefined ? this.clock.now() : new Date(request.to),
        types: request.types === undefined ? null : [...new Set(request.types)],
        onlyFailed: request.onlyFailed,
      });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.replayed',
        resourceType: 'webhook',
        resourceId: webhookId,
        after: { replayId: row.id, ...request },
      });
      afterCommit(() => {
        this.lanes.wake(REPLAY_LANE, row.id);
      });
      return presentReplay(row);
    });
  }
}

function assertReplayable(webhook: WebhookRow, running: WebhookReplayId | undefined): void {
  if (!webhook.is_active) throw new AppError('conflict', 'The webhook is switched off; switch it on first');
  if (running !== undefined)
    throw new AppError('conflict', 'Another replay of this webhook is running', { existingId: running });
}
