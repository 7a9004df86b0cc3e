import { Injectable } from '@nestjs/common';
import type { WebhookDelivery, WebhookDeliveryId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { afterCommit, Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { LANE } from '../delivering/deliveries.repository.ts';
import { presentDelivery } from './present-delivery.ts';
import { RequeuesRepository } from './requeues.repository.ts';
import { mayUseWebhookOf } from '../endpoints/webhook-reach.ts';

/** Makes a delivery due now, with all the retries of a new one, whatever became of it before. */
@Injectable()
export class RetryDelivery {
  constructor(
    private readonly database: Database,
    private readonly requeues: RequeuesRepository,
    private readonly recordAudit: RecordAudit,
    private readonly lanes: Lanes,
  ) {}

  /** @throws AppError not_found, conflict (a request is under way) */
  async execute(caller: Caller, id: WebhookDeliveryId): Promise<WebhookDelivery> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const found = await this.requeues.lock(tenantId, tx, id);
      if (found === undefined || !mayUseWebhookOf(caller, found.webhookOf)) throw notFound('Delivery');
      if (found.state === 'delivering')
        throw new AppError('conflict', 'A request is on its way at this moment');
      const row = await this.requeues.requeue(tenantId, tx, id);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.delivery_retried',
        resourceType: 'webhook',
        resourceId: row.webhook_id,
        before: { state: found.state },
        after: { deliveryId: id, state: row.state },
      });
      afterCommit(() => {
        this.lanes.wake(LANE, row.webhook_id);
      });
      return presentDelivery(row);
    });
  }
}
