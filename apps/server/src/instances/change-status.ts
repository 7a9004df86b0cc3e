import { Injectable } from '@nestjs/common';
import type { InstanceId, InstanceStatus, TenantId } from '@recado/contracts';
import { RecordAudit, type Actor } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { ForgetInstance } from './forget-instance.ts';
import { statusEvent } from './instance-events.ts';
import type { ConnectionData, InstanceRecord } from './instance-record.ts';
import { InstancesRepository } from './instances.repository.ts';
import { isReconnect } from './reconnect-news-policy.ts';

type StatusDetails = Pick<ConnectionData, 'failure' | 'report' | 'reason' | 'isLinked'>;

export interface NewStatus {
  to: InstanceStatus;
  /** Any other status stays as it is. */
  from: readonly InstanceStatus[];
  by: Actor;
  details?: StatusDetails;
}

/** Writes a new status of an instance, with its event and audit row; what says why it stays as it is, without them. */
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
    const data = this.#dataOf(before, to, details);
    const after = await this.repository.changeStatus(tenantId, tx, id, { to, from, data });
    if (after === undefined) return undefined;
    if (before.status !== after.status) await this.#tell(tx, before, after);
    // A connection that breaks and comes back is no change that anybody made.
    if (before.status !== after.status && !isReconnect(before, after))
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

  /** What WhatsApp reported and whether a phone is linked stay until something newer is known. */
  #dataOf(before: InstanceRecord, to: InstanceStatus, details: StatusDetails): ConnectionData {
    const { since, report, isLinked } = before.connectionData;
    return {
      ...details,
      since: before.status === to && since !== undefined ? since : this.clock.now().toISOString(),
      report: details.report ?? report,
      isLinked: details.isLinked ?? isLinked,
    };
  }

  async #tell(tx: Tx, before: InstanceRecord, instance: InstanceRecord): Promise<void> {
    const event = statusEvent(before, instance);
    if (event !== undefined) await this.recordEvents.execute(tx, [event]);
  }
}

const audited = ({ status, connectionData }: InstanceRecord): Record<string, unknown> => ({
  status,
  ...(connectionData.failure && { failure: connectionData.failure }),
  ...(connectionData.reason && { reason: connectionData.reason.code }),
});
