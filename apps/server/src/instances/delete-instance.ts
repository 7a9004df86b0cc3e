import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { RecordAudit, type Actor } from '../audit/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { againAfterDeadlock } from '../platform/database/violations.ts';
import { notFound } from '../platform/http/app-error.ts';
import { DisconnectInstance } from './disconnect-instance.ts';
import { ForgetInstance } from './forget-instance.ts';
import { InstancesRepository } from './instances.repository.ts';
import { auditedInstance } from './present-instance.ts';

/** Removes an instance with everything of it. One that is connected leaves WhatsApp first, and a linked one ends its link. */
@Injectable()
export class DeleteInstance {
  constructor(
    private readonly database: Database,
    private readonly repository: InstancesRepository,
    private readonly disconnectInstance: DisconnectInstance,
    private readonly recordAudit: RecordAudit,
    private readonly forgetInstance: ForgetInstance,
  ) {}

  /** @throws AppError not_found */
  async execute(tenantId: TenantId, by: Actor, id: InstanceId): Promise<void> {
    const { status, channel, connectionData } = await this.#found(tenantId, id);
    const isLinked = channel === 'web' && (status !== 'disconnected' || connectionData.isLinked === true);
    if (status === 'connected' || isLinked)
      await this.disconnectInstance.execute(tenantId, by, id, { logout: isLinked });
    await againAfterDeadlock(() =>
      this.database.inTenant(tenantId, (tx) => this.#delete(tenantId, tx, by, id)),
    );
  }

  async #delete(tenantId: TenantId, tx: Tx, by: Actor, id: InstanceId): Promise<void> {
    const before = await this.repository.lock(tenantId, tx, id);
    if (before === undefined) throw notFound('The instance');
    await this.repository.delete(tenantId, tx, id);
    await this.recordAudit.execute(tenantId, tx, by, {
      action: 'instance.deleted',
      resourceType: 'instance',
      resourceId: id,
      before: auditedInstance(before),
    });
    this.forgetInstance.execute(tenantId, id);
  }

  async #found(tenantId: TenantId, id: InstanceId) {
    const record = await this.database.inTenant(tenantId, (tx) => this.repository.lock(tenantId, tx, id));
    if (record === undefined) throw notFound('The instance');
    return record;
  }
}
