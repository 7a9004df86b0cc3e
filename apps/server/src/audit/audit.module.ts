import { Global, Module } from '@nestjs/common';
import { RecordAudit } from './record-audit.ts';

@Global()
@Module({ providers: [RecordAudit], exports: [RecordAudit] })
export class AuditModule {}
