import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CONFIG, type Config } from '../config.ts';
import { Clock, SystemClock } from './clock.ts';
import { DatabaseModule } from './database/database.module.ts';
import { FirstAnswers } from './http/first-answers.repository.ts';
import { StartUp } from './health/start-up.ts';
import { HealthController } from './health/health.controller.ts';
import { HttpMetrics } from './metrics/http-metrics.ts';
import { MetricsController } from './metrics/metrics.controller.ts';
import { Metrics } from './metrics/metrics.ts';
import { QueueModule } from './queue/queue.module.ts';
import { Egress } from './security/egress.ts';
import { SecretBox } from './security/secret-box.ts';

/** What every feature may use: clock, database, queue, secrets, metrics. */
@Global()
@Module({
  imports: [DiscoveryModule, DatabaseModule, QueueModule],
  controllers: [HealthController, MetricsController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    Metrics,
    HttpMetrics,
    FirstAnswers,
    StartUp,
    {
      provide: SecretBox,
      inject: [CONFIG],
      useFactory: (config: Config) => new SecretBox([config.secretKey]),
    },
    {
      provide: Egress,
      inject: [CONFIG],
      useFactory: (config: Config) => new Egress({ allow: config.RECADO_EGRESS_ALLOW }),
    },
  ],
  exports: [StartUp, Clock, FirstAnswers, Metrics, SecretBox, Egress],
})
export class PlatformModule {}
