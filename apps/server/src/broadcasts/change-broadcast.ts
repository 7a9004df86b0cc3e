import { Injectable } from '@nestjs/common';
import type { BroadcastId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, Database, type Tx } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { broadcastEvent } from './broadcast-events.ts';
import { mayUseBroadcast } from './broadcasts.queries.ts';
import { BroadcastsRepository } from './broadcasts.repository.ts';
import { allowsChange, type BroadcastChange } from './change-policy.ts';
import { LANE } from './dispatching/dispatch.repository.ts';
import { auditedBroadcast, type BroadcastRow } from './present-broadcast.ts';

const ACTIONS: Readonly<Record<BroadcastChange, string>> = {
  pause: 'broadcast.paused',
  resume: 'broadcast.resumed',
  stop: 'broadcast.stopped',
};

/**
 * Pauses, resumes or stops a broadcast. Once it returns, the lane hands over no more than what it was at just then; what a
 * stopped one handed over and still waits is called off by its lane.
 */
@Injectable()
export class ChangeBroadcast {
  constructor(
    private readonly database: Database,
    private readonly repository: BroadcastsRepository,
    private readonly recordAudit: RecordAudit,
    private readonly events: RecordEvents,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found, conflict when its state does not allow it */
  async execute(caller: Caller, id: BroadcastId, change: BroadcastChange): Promise<void> {
    const { tenantId } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.lock(tenantId, tx, id);
      if (before === undefined || !mayUseBroadcast(caller, before)) throw notFound('The broadcast');
      if (!allowsChange(before.state, change))
        throw new AppError('conflict', `The broadcast is ${before.state}`);
      const after = await this.#change(tx, before, change);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: ACTIONS[change],
        resourceType: 'broadcast',
        resourceId: id,
        before: auditedBroadcast(before),
        after: auditedBroadcast(after),
      });
      const { run_at: runAt } = after;
      if (runAt !== null)
        afterCommit(() => {
          this.lanes.wakeAt(LANE, id, runAt);
        });
    });
  }

  async #change(tx: Tx, before: BroadcastRow, change: BroadcastChange): Promise<BroadcastRow> {
    const { id, tenant_id: tenantId } = before;
    switch (change) {
      case 'pause':
        return this.repository.changeState(tenantId, tx, id, { state: 'paused', runAt: null });
      case 'resume':
        return this.repository.changeState(
          tenantId,
          tx,
          id,
          before.started_at === null
            ? { state: 'scheduled', runAt: before.starts_at }
            : { state: 'running', runAt: this.clock.now() },
        );
      case 'stop': {
        const stopped = await this.repository.stop(tenantId, tx, id);
        await this.events.execute(tx, [broadcastEvent('broadcast.completed', stopped)]);
        return stopped;
      }
    }
  }
}
