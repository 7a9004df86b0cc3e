import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.ts';
import { BacklogModule } from '../backlog/index.ts';
import { BrokersModule } from '../brokers/index.ts';
import { MessagesModule } from '../messages/index.ts';
import { FleetQueries } from './fleet.queries.ts';
import { OperationsController } from './operations.controller.ts';
import { ProcessHeartbeat } from './process-heartbeat.ts';
import { ProcessesRepository } from './processes.repository.ts';
import { RepairLane } from './repair-lane.ts';
import { StuckLanesQueries } from './stuck-lanes.queries.ts';
import { TenantFiguresQueries } from './tenant-figures.queries.ts';

@Module({
  imports: [AuditModule, BacklogModule, BrokersModule, MessagesModule],
  controllers: [OperationsController],
  providers: [
    FleetQueries,
    ProcessHeartbeat,
    ProcessesRepository,
    RepairLane,
    StuckLanesQueries,
    TenantFiguresQueries,
  ],
})
export class OperationsModule {}
