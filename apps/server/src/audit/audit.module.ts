import { Global, Module } from '@nestjs/common';
import { AuditRepository } from './audit.repository.ts';
import { ExportLogs } from './export-logs.ts';
import { LogsController } from './logs.controller.ts';
import { LogsQueries } from './logs.queries.ts';
import { RecordAudit } from './record-audit.ts';

@Global()
@Module({
  controllers: [LogsController],
  providers: [AuditRepository, ExportLogs, LogsQueries, RecordAudit],
  exports: [RecordAudit],
})
export class AuditModule {}
