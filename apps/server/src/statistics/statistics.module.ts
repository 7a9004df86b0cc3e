import { Module } from '@nestjs/common';
import { CompactStatistics } from './compact-statistics.ts';
import { DeliveryQueries } from './delivery.queries.ts';
import { DeltasRepository } from './deltas.repository.ts';
import { LiveStatisticsController } from './live-statistics.controller.ts';
import { MinutesRetention } from './minutes-retention.repository.ts';
import { ReadLiveStatistics } from './read-live-statistics.ts';
import { ReadStatistics } from './read-statistics.ts';
import { StatisticsController } from './statistics.controller.ts';
import { StatisticsScopes } from './statistics-scopes.ts';
import { StatisticsQueries } from './statistics.queries.ts';
import { TrafficQueries } from './traffic.queries.ts';
import { WebhookSuccessQueries } from './webhook-success.queries.ts';

@Module({
  controllers: [StatisticsController, LiveStatisticsController],
  providers: [
    CompactStatistics,
    DeltasRepository,
    DeliveryQueries,
    MinutesRetention,
    ReadLiveStatistics,
    ReadStatistics,
    StatisticsQueries,
    StatisticsScopes,
    TrafficQueries,
    WebhookSuccessQueries,
  ],
})
export class StatisticsModule {}
