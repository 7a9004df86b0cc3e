import { Injectable } from '@nestjs/common';
import { InboundEvent, type InboundEventId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { afterCommit, Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { InboundEventsRepository } from './inbound-events.repository.ts';
import type { InboundEventRow } from './inbound-events.queries.ts';

/** An event of a provider as the API shows it. */
export const presentInboundEvent = (row: InboundEventRow): InboundEvent =>
  InboundEvent.parse({
    id: row.id,
    instanceId: row.instance_id,
    kind: row.kind,
    state: row.state,
    attempts: row.attempts,
    error: row.error_detail,
    payload: row.payload,
    receivedAt: row.received_at.toISOString(),
  });

/** Has an event that was set aside processed once more, with five new tries. */
@Injectable()
export class ReplayInboundEvent {
  constructor(
    private readonly database: Database,
    private readonly repository: InboundEventsRepository,
    private readonly audit: RecordAudit,
    private readonly lanes: Lanes,
  ) {}

  /**
   * @param tenantId whose event it is; an administrator of the platform may name another tenant
   * @throws AppError not_found, conflict when it is not set aside
   */
  async execute(caller: Caller, id: InboundEventId, tenantId = caller.tenantId): Promise<InboundEvent> {
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.find(tenantId, tx, id);
      if (before === undefined || !mayUseInstance(caller, before.instance_id)) throw notFound('The event');
      const row = await this.repository.replay(tenantId, tx, id);
      if (row === undefined) throw new AppError('conflict', `The event is ${before.state}, not set aside`);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'inbound_event.replayed',
        resourceType: 'inbound_event',
        resourceId: id,
        before: { state: before.state },
        after: { state: row.state },
      });
      afterCommit(() => {
        this.lanes.wake('inbound', row.instance_id);
      });
      return presentInboundEvent(row);
    });
  }
}
