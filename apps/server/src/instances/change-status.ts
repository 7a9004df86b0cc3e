import { Injectable } from '@nestjs/common';
import type { EventType, InstanceId, InstanceStatus, TenantId } from '@recado/contracts';
import { RecordAudit, type Actor } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { ForgetInstance } from './forget-instance.ts';
import type { ConnectionData, InstanceRecord } from './instance-record.ts';
import { InstancesRepository } from './instances.repository.ts';

export interface NewStatus {
  to: InstanceStatus;
  /** Any other status stays as it is. */
  from: readonly InstanceStatus[];
  by: Actor;
  details?: Pick<ConnectionData, 'failure' | 'report'>;
}

// `connecting` is a step on the way, not news.
const eventTypes: Partial<Record<InstanceStatus, EventType>> = {
  connected: 'instance.connected',
  disconnected: 'instance.disconnected',
  failed: 'instance.failed',
};

/** Writes a new status of an instance, with its event and audit row. */
@Injectable()
export class ChangeStatus {
  constructor(
    private readonly repository: InstancesRepository,
    private readonly recordEvents: RecordEvents,
    private readonly recordAudit: RecordAudit,
    private readonly forgetInstance: ForgetInstance,
    private readonly clock: Clock,
  ) {}

  /** The changed instance; undefined when its status was none of those it may come from. */
  async execute(
    tenantId: TenantId,
    tx: Tx,
    id: InstanceId,
    { to, from, by, details = {} }: NewStatus,
  ): Promise<InstanceRecord | undefined> {
    const before = await this.repository.lock(tenantId, tx, id);
    if (before === undefined || !from.includes(before.status)) return undefined;
    const { report } = before.connectionData;
    const data = { since: this.clock.now().toISOString(), ...(report && { report }), ...details };
    const after = await this.repository.changeStatus(tenantId, tx, id, { to, from, data });
    if (after === undefined) return undefined;
    await this.#tell(tx, after);
    await this.recordAudit.execute(tenantId, tx, by, {
      action: `instance.${to}`,
      resourceType: 'instance',
      resourceId: id,
      before: audited(before),
      after: audited(after),
    });
    this.forgetInstance.execute(tenantId, id);
    return after;
  }

  async #tell(tx: Tx, instance: InstanceRecord): Promise<void> {
    const type = eventTypes[instance.status];
    if (type === undefined) return;
    const { id, tenantId, name, phoneNumber, status, channel } = instance;
    const { failure, report } = instance.connectionData;
    await this.recordEvents.execute(tx, [
      {
        type,
        tenantId,
        instanceId: id,
        data: {
          id,
          name,
          phoneNumber,
          channel,
          status,
          ...(status === 'failed' && { failure: failure ?? null }),
          ...(status === 'connected' && { report: report ?? null }),
        },
      },
    ]);
  }
}

const audited = ({ status, connectionData }: InstanceRecord): Record<string, unknown> => ({
  status,
  ...(connectionData.failure && { failure: connectionData.failure }),
});
