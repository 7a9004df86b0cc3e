export { AuditModule } from './audit.module.ts';
export { RecordAudit, systemActor, type Actor, type AuditEntry } from './record-audit.ts';
