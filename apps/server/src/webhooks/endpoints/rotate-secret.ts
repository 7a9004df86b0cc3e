import { Injectable } from '@nestjs/common';
import type { RotatedWebhookSecret, RotateWebhookSecret, WebhookId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { mayUseWebhookOf } from './webhook-reach.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhooksRepository } from './webhooks.repository.ts';

/** Gives an endpoint a new secret; for 24 hours the old one signs too, so that receivers can change over. */
@Injectable()
export class RotateSecret {
  constructor(
    private readonly database: Database,
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found, conflict (rotated within 24 hours, and not forced) */
  async execute(caller: Caller, id: WebhookId, request: RotateWebhookSecret): Promise<RotatedWebhookSecret> {
    const { tenantId } = caller;
    const secret = this.secrets.standard(request.secret);
    return this.database.inTenant(tenantId, async (tx) => {
      const webhook = await this.repository.lock(tenantId, tx, id);
      if (webhook === undefined || !mayUseWebhookOf(caller, webhook.instance_id)) throw notFound('Webhook');
      this.#assertDue(webhook.previous_secret_until, request.force);
      const until = await this.repository.rotateSecret(
        tenantId,
        tx,
        id,
        this.secrets.seal(tenantId, id, secret),
      );
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.secret_rotated',
        resourceType: 'webhook',
        resourceId: id,
        after: { oldSignsUntil: until.toISOString(), force: request.force },
      });
      return { secret, previousSecretUntil: until.toISOString() };
    });
  }

  /** A third secret would end the first before its receivers had their day. */
  #assertDue(previousSecretUntil: Date | null, force: boolean): void {
    if (force || previousSecretUntil === null || previousSecretUntil <= this.clock.now()) return;
    throw new AppError(
      'conflict',
      `The secret was rotated less than 24 hours ago, and the one before it signs until ${previousSecretUntil.toISOString()}; \`force\` ends that`,
    );
  }
}
