import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Egress } from '../platform/security/egress.ts';
import { CreateWebhook } from './create-webhook.ts';
import { DeleteWebhook } from './delete-webhook.ts';
import { DeliveriesController } from './deliveries.controller.ts';
import { DeliveriesQueries } from './deliveries.queries.ts';
import { DeliverWebhooks } from './deliver-webhooks.jobs.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { HoursRetention } from './hours-retention.repository.ts';
import { PostWebhook } from './post-webhook.ts';
import { ReplayWebhook } from './replay-webhook.ts';
import { ReplaysRepository } from './replays.repository.ts';
import { RequestsUnderWay } from './requests-under-way.ts';
import { RequeuesRepository } from './requeues.repository.ts';
import { RetryDelivery } from './retry-delivery.ts';
import { RotateSecret } from './rotate-secret.ts';
import { RunReplays } from './run-replays.jobs.ts';
import { SettleDeliveries } from './settle-deliveries.ts';
import { StatsQueries } from './stats.queries.ts';
import { TestWebhook } from './test-webhook.ts';
import { TestsRepository } from './tests.repository.ts';
import { UpdateWebhook } from './update-webhook.ts';
import { WebhookFigures } from './webhook-figures.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhookTargets } from './webhook-targets.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { WebhooksQueries } from './webhooks.queries.ts';
import { WebhooksRepository } from './webhooks.repository.ts';

@Module({
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    {
      provide: PostWebhook,
      inject: [Egress, Clock],
      useFactory: (egress: Egress, clock: Clock) => new PostWebhook(egress, clock),
    },
    CreateWebhook,
    UpdateWebhook,
    DeleteWebhook,
    RotateSecret,
    TestWebhook,
    RetryDelivery,
    ReplayWebhook,
    WebhooksQueries,
    DeliveriesQueries,
    StatsQueries,
    WebhooksRepository,
    DeliveriesRepository,
    HoursRetention,
    TestsRepository,
    RequeuesRepository,
    ReplaysRepository,
    SettleDeliveries,
    RequestsUnderWay,
    DeliverWebhooks,
    RunReplays,
    WebhookTargets,
    WebhookFigures,
    WebhookSecrets,
  ],
})
export class WebhooksModule {}
