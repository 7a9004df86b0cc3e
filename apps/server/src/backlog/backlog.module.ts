import { Module } from '@nestjs/common';
import { BacklogMetrics } from './backlog-metrics.ts';
import { BacklogQueries } from './backlog.queries.ts';

@Module({ providers: [BacklogMetrics, BacklogQueries], exports: [BacklogQueries] })
export class BacklogModule {}
