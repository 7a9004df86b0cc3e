import { Injectable } from '@nestjs/common';
import type { WebhookId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { againAfterDeadlock } from '../../platform/database/violations.ts';
import { notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { auditedWebhook } from './present-webhook.ts';
import { mayUseWebhookOf } from './webhook-reach.ts';
import { WebhooksRepository } from './webhooks.repository.ts';

/** Removes an endpoint with its deliveries. */
@Injectable()
export class DeleteWebhook {
  constructor(
    private readonly database: Database,
    private readonly repository: WebhooksRepository,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: WebhookId): Promise<void> {
    await againAfterDeadlock(() =>
      this.database.inTenant(caller.tenantId, (tx) => this.#delete(caller, tx, id)),
    );
  }

  async #delete(caller: Caller, tx: Tx, id: WebhookId): Promise<void> {
    const { tenantId } = caller;
    const row = await this.repository.lock(tenantId, tx, id);
    if (row === undefined || !mayUseWebhookOf(caller, row.instance_id)) throw notFound('Webhook');
    await this.repository.delete(tenantId, tx, id);
    await this.recordAudit.execute(tenantId, tx, caller, {
      action: 'webhook.deleted',
      resourceType: 'webhook',
      resourceId: id,
      before: { instanceId: row.instance_id, ...auditedWebhook(row) },
    });
  }
}
