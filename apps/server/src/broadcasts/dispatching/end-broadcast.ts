import { Injectable } from '@nestjs/common';
import type { BroadcastState } from '@recado/contracts';
import { RecordEvents } from '../../events/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import { broadcastEvent } from '../broadcast-events.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import { DispatchRepository } from './dispatch.repository.ts';

/** Ends a broadcast that is locked, and tells. */
@Injectable()
export class EndBroadcast {
  constructor(
    private readonly repository: DispatchRepository,
    private readonly events: RecordEvents,
  ) {}

  async execute(
    tx: Tx,
    { id, now }: BroadcastRow & { now: Date },
    state: Extract<BroadcastState, 'completed' | 'failed'>,
    reason?: { code: string; detail: string },
  ): Promise<void> {
    const ended = await this.repository.update(tx, id, {
      state,
      run_at: null,
      finished_at: now,
      error_code: reason?.code ?? null,
      error_detail: reason?.detail ?? null,
    });
    await this.events.execute(tx, [broadcastEvent('broadcast.completed', ended)]);
  }
}
