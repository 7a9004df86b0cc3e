import { Module } from '@nestjs/common';
import { CompactStatistics } from './compact-statistics.ts';
import { DeltasRepository } from './deltas.repository.ts';
import { ReadStatistics } from './read-statistics.ts';
import { StatisticsController } from './statistics.controller.ts';
import { StatisticsQueries } from './statistics.queries.ts';

@Module({
  controllers: [StatisticsController],
  providers: [CompactStatistics, DeltasRepository, ReadStatistics, StatisticsQueries],
})
export class StatisticsModule {}
