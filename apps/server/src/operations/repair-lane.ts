import { Injectable } from '@nestjs/common';
import type { LaneParams, LaneRepair } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { BrokerBacklog } from '../brokers/index.ts';
import { afterCommit, WorkerDatabase } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { ProcessesRepository } from './processes.repository.ts';

/**
 * Ends the hold of a process that is gone and asks for a turn of the lane; a broker that failed is tried at once. Whom a living
 * process holds it keeps: two at work on one lane could send a message twice. The work itself is left as it is.
 */
@Injectable()
export class RepairLane {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: ProcessesRepository,
    private readonly lanes: Lanes,
    private readonly broker: BrokerBacklog,
    private readonly audit: RecordAudit,
  ) {}

  async execute(caller: Caller, lane: LaneParams): Promise<LaneRepair> {
    return this.database.transaction(async (tx) => {
      const released = await this.repository.release(tx, lane);
      const woken = this.lanes.kinds.includes(lane.kind);
      if (lane.kind === 'broker') await this.broker.retryNow(tx, lane.id);
      await this.audit.execute(caller.tenantId, tx, caller, {
        action: 'lane.repaired',
        resourceType: 'lane',
        resourceId: lane.id,
        after: { kind: lane.kind, released },
      });
      if (woken)
        afterCommit(() => {
          this.lanes.wake(lane.kind, lane.id);
        });
      return { released, woken };
    });
  }
}
