import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Egress } from '../platform/security/egress.ts';
import { CreateWebhook } from './endpoints/create-webhook.ts';
import { DeleteWebhook } from './endpoints/delete-webhook.ts';
import { DeliveriesController } from './log/deliveries.controller.ts';
import { DeliveriesQueries } from './log/deliveries.queries.ts';
import { DeliverWebhooks } from './delivering/deliver-webhooks.jobs.ts';
import { ClaimDeliveries } from './delivering/claim-deliveries.ts';
import { DeliveriesRepository } from './delivering/deliveries.repository.ts';
import { HoursRetention } from './log/hours-retention.repository.ts';
import { OutcomesRepository } from './delivering/outcomes.repository.ts';
import { PostWebhook } from './delivering/post-webhook.ts';
import { ReplayWebhook } from './log/replay-webhook.ts';
import { ReplaysController } from './log/replays.controller.ts';
import { ReplaysQueries } from './log/replays.queries.ts';
import { ReplaysRepository } from './log/replays.repository.ts';
import { RequestsUnderWay } from './delivering/requests-under-way.ts';
import { RequeuesRepository } from './log/requeues.repository.ts';
import { RetryDelivery } from './log/retry-delivery.ts';
import { RotateSecret } from './endpoints/rotate-secret.ts';
import { RunReplays } from './log/run-replays.jobs.ts';
import { SettleDeliveries } from './delivering/settle-deliveries.ts';
import { StatsQueries } from './log/stats.queries.ts';
import { StopReplay } from './log/stop-replay.ts';
import { TestWebhook } from './endpoints/test-webhook.ts';
import { TestsRepository } from './endpoints/tests.repository.ts';
import { UpdateWebhook } from './endpoints/update-webhook.ts';
import { WebhookFigures } from './log/webhook-figures.ts';
import { WebhookSecrets } from './endpoints/webhook-secrets.ts';
import { WebhookTargets } from './endpoints/webhook-targets.ts';
import { WebhooksController } from './endpoints/webhooks.controller.ts';
import { WebhooksQueries } from './endpoints/webhooks.queries.ts';
import { WebhooksRepository } from './endpoints/webhooks.repository.ts';

@Module({
  controllers: [WebhooksController, DeliveriesController, ReplaysController],
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
    StopReplay,
    WebhooksQueries,
    DeliveriesQueries,
    ReplaysQueries,
    StatsQueries,
    WebhooksRepository,
    DeliveriesRepository,
    OutcomesRepository,
    ClaimDeliveries,
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
