import { Injectable } from '@nestjs/common';
import { CancelMessage } from '../../messages/index.ts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import { automaticCaller } from '../../platform/http/caller.ts';
import type { LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import { lookAgainMs } from '../rate-policy.ts';
import {
  DispatchRepository,
  type BroadcastHold,
  type Candidate,
  type Claimed,
} from './dispatch.repository.ts';

const MOST_AT_ONCE = 200;
/** What a worker that vanished was about to accept is accepted by then, or never. */
const ACCEPTED_WITHIN_MS = 60_000;

/** The turn of a stopped broadcast: cancels its messages that wait, until none is left that could still go out. */
@Injectable()
export class CallOffMessages {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: DispatchRepository,
    private readonly cancelMessage: CancelMessage,
    private readonly clock: Clock,
  ) {}

  async execute(turn: LaneTurn, hold: BroadcastHold): Promise<LaneOutcome> {
    const stopped = await this.database.transaction(async (tx) => {
      const broadcast = await this.repository.lock(tx, hold, 'stopped');
      if (broadcast !== undefined) await this.#settleLeftOvers(tx, broadcast);
      return broadcast;
    });
    if (stopped === undefined) return { state: 'idle' };
    for (;;) {
      if (turn.shouldYield()) return { state: 'more' };
      const ids = await this.repository.waitingMessages(this.database.statements, hold.id, MOST_AT_ONCE);
      if (ids.length === 0) return this.#lookAgain(hold);
      await this.cancelMessage.executeEach(automaticCaller(stopped.tenant_id, hold.id), ids);
    }
  }

  /** Recipients that were being accepted when a worker vanished. */
  async #settleLeftOvers(tx: Tx, broadcast: BroadcastRow & { now: Date }): Promise<void> {
    const stoppedAt = broadcast.finished_at ?? broadcast.now;
    const isOver = broadcast.now.getTime() - stoppedAt.getTime() >= ACCEPTED_WITHIN_MS;
    const candidates = await this.repository.candidates(tx, broadcast, MOST_AT_ONCE);
    const settled = candidates.flatMap((candidate) => leftOver(candidate, isOver) ?? []);
    if (settled.length > 0) await this.repository.claim(tx, broadcast.id, this.clock.newId(), settled);
  }

  /** A message that was being sent may come back to wait; one that is in doubt too. */
  async #lookAgain(hold: BroadcastHold): Promise<LaneOutcome> {
    return this.database.transaction(async (tx) => {
      const broadcast = await this.repository.lock(tx, hold, 'stopped');
      if (broadcast === undefined) return { state: 'idle' };
      const isDone =
        (await this.repository.candidates(tx, broadcast, 1)).length === 0 &&
        !(await this.repository.hasUnsettledMessages(tx, hold.id));
      const { now, finished_at: stoppedAt } = broadcast;
      const nextDueAt = isDone ? undefined : new Date(now.getTime() + lookAgainMs(stoppedAt ?? now, now));
      await this.repository.update(tx, hold.id, { run_at: nextDueAt ?? null });
      return { state: 'idle', nextDueAt };
    });
  }
}

function leftOver({ place, acceptedId }: Candidate, isOver: boolean): Claimed | undefined {
  if (acceptedId !== null) return { place, state: 'accepted', messageId: acceptedId };
  return isOver ? { place, state: 'cancelled' } : undefined;
}
