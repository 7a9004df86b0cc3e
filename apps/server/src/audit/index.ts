export { AuditModule } from './audit.module.ts';
export { RecordAudit, systemActor, type Actor } from './record-audit.ts';
