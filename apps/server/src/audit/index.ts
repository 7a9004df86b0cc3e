export { AuditModule } from './audit.module.ts';
export { harmlessCell } from './csv-cell-policy.ts';
export { RecordAudit, systemActor, type Actor } from './record-audit.ts';
