import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Egress } from '../platform/security/egress.ts';
import { CreateWebhook } from './create-webhook.ts';
import { DeleteWebhook } from './delete-webhook.ts';
import { DeliverWebhooks } from './deliver-webhooks.jobs.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { PostWebhook } from './post-webhook.ts';
import { SettleDeliveries } from './settle-deliveries.ts';
import { TestWebhook } from './test-webhook.ts';
import { UpdateWebhook } from './update-webhook.ts';
import { WebhookFigures } from './webhook-figures.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { WebhooksQueries } from './webhooks.queries.ts';
import { WebhooksRepository } from './webhooks.repository.ts';

@Module({
  controllers: [WebhooksController],
  providers: [
    {
      provide: PostWebhook,
      inject: [Egress, Clock],
      useFactory: (egress: Egress, clock: Clock) => new PostWebhook(egress, clock),
    },
    CreateWebhook,
    UpdateWebhook,
    DeleteWebhook,
    TestWebhook,
    WebhooksQueries,
    WebhooksRepository,
    DeliveriesRepository,
    SettleDeliveries,
    DeliverWebhooks,
    WebhookFigures,
    WebhookSecrets,
  ],
})
export class WebhooksModule {}
