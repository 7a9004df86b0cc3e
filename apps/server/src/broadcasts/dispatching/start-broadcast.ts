import { Injectable } from '@nestjs/common';
import { BroadcastLabels, MOST_BROADCAST_RECIPIENTS } from '@recado/contracts';
import { RecordEvents } from '../../events/index.ts';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import type { LaneOutcome } from '../../platform/queue/lane.ts';
import { broadcastEvent } from '../broadcast-events.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import { DispatchRepository, type BroadcastHold } from './dispatch.repository.ts';
import { EndBroadcast } from './end-broadcast.ts';

/** Starts a broadcast whose time has come; the contacts that have its labels now become its recipients. */
@Injectable()
export class StartBroadcast {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: DispatchRepository,
    private readonly endBroadcast: EndBroadcast,
    private readonly events: RecordEvents,
  ) {}

  async execute(hold: BroadcastHold): Promise<LaneOutcome> {
    return this.database.transaction(async (tx) => {
      const broadcast = await this.repository.lock(tx, hold, 'scheduled');
      if (broadcast === undefined) return { state: 'idle' };
      const { now, starts_at: startsAt } = broadcast;
      if (startsAt > now) return { state: 'idle', nextDueAt: startsAt };
      const total = await this.#total(tx, broadcast);
      if (total > MOST_BROADCAST_RECIPIENTS) {
        await this.endBroadcast.execute(tx, broadcast, 'failed', {
          code: 'audience_too_large',
          detail: `More than ${String(MOST_BROADCAST_RECIPIENTS)} contacts have these labels`,
        });
        return { state: 'idle' };
      }
      const started = await this.repository.update(tx, hold.id, {
        state: 'running',
        run_at: now,
        started_at: now,
        total,
      });
      await this.events.execute(tx, [broadcastEvent('broadcast.started', started)]);
      return { state: 'more' };
    });
  }

  async #total(tx: Tx, broadcast: BroadcastRow): Promise<number> {
    const labels = BroadcastLabels.nullable().parse(broadcast.labels);
    return labels === null ? broadcast.total : this.repository.insertLabelled(tx, broadcast, labels);
  }
}
