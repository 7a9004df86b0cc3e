import { Injectable } from '@nestjs/common';
import { OutboundContent, type InstanceId } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import type { LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import { allowanceOf, lookAgainMs, nextRunAt, worthWhileAt } from '../rate-policy.ts';
import { AcceptRecipients, type ToAccept } from './accept-recipients.ts';
import {
  DispatchRepository,
  type BroadcastHold,
  type Candidate,
  type Claimed,
} from './dispatch.repository.ts';
import { EndBroadcast } from './end-broadcast.ts';
import { decide } from './recipient-decision-policy.ts';

/** Recipients of one round; their messages are accepted in one or two transactions. */
const MOST_IN_ROUND = 200;

/** A broadcast that is locked, with its instance and the database's time. */
type Locked = BroadcastRow & { now: Date; instance_id: InstanceId };

interface Round {
  broadcast: Locked;
  claimId: string;
  toAccept: ToAccept[];
}

/**
 * The turn of a running broadcast. Each round claims the next recipients in one transaction (who opted out or lacks a value gets
 * the result at once), has their messages accepted, and writes what became of them. A crash between these steps leaves
 * recipients that the next turn takes up first: the message of each is found, or accepted under the same key.
 */
@Injectable()
export class HandOverRecipients {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: DispatchRepository,
    private readonly acceptRecipients: AcceptRecipients,
    private readonly endBroadcast: EndBroadcast,
    private readonly clock: Clock,
  ) {}

  async execute(turn: LaneTurn, hold: BroadcastHold): Promise<LaneOutcome> {
    for (;;) {
      if (turn.shouldYield()) return { state: 'more' };
      const claimed = await this.database.transaction((tx) => this.#claim(tx, hold));
      if ('state' in claimed) return claimed;
      if (!turn.mayAct()) return { state: 'more' };
      const nextDueAt = await this.#accept(claimed);
      if (nextDueAt !== undefined) return { state: 'idle', nextDueAt };
    }
  }

  /** Claims as many as the rate allows. @returns them, or how the turn ends */
  async #claim(tx: Tx, hold: BroadcastHold): Promise<Round | LaneOutcome> {
    const broadcast = await this.repository.lock(tx, hold, 'running');
    if (broadcast === undefined || !hasInstance(broadcast)) return { state: 'idle' };
    const { now, run_at: runAt, rate_per_minute: ratePerMinute } = broadcast;
    const pace = { runAt: runAt ?? now, ratePerMinute };
    const allowance = allowanceOf(pace, now);
    if (allowance === 0) return { state: 'idle', nextDueAt: worthWhileAt(pace) };
    const candidates = await this.repository.candidates(tx, broadcast, Math.min(allowance, MOST_IN_ROUND));
    if (candidates.length === 0) return this.#lookWhetherAllHasLeft(tx, broadcast);
    const claimId = this.clock.newId();
    const message = OutboundContent.parse(broadcast.content);
    const claimed = candidates.map((candidate) => claim(message, candidate));
    await this.repository.claim(tx, hold.id, claimId, claimed);
    const toAccept = candidates.flatMap(({ phoneNumber, attempt }, at): ToAccept[] => {
      const one = claimed[at];
      return one?.state === 'accepting'
        ? [{ place: one.place, phoneNumber, attempt, message: one.message }]
        : [];
    });
    // Whoever gets no message takes nothing of the rate.
    if (toAccept.length > 0)
      await this.repository.update(tx, hold.id, { run_at: nextRunAt(pace, now, toAccept.length) });
    return { broadcast, claimId, toAccept };
  }

  /** @returns when to go on, if not now */
  async #accept({ broadcast, claimId, toAccept }: Round): Promise<Date | undefined> {
    if (toAccept.length === 0) return undefined;
    const { settled, wait } = await this.acceptRecipients.execute(broadcast, toAccept);
    await this.database.transaction(async (tx) => {
      await this.repository.settle(tx, broadcast.id, claimId, settled);
      if (wait !== undefined) await this.repository.wait(tx, broadcast.id, wait);
      else if (broadcast.error_code !== null)
        await this.repository.update(tx, broadcast.id, { error_code: null, error_detail: null });
    });
    return wait && new Date(this.clock.now().getTime() + wait.untilMs);
  }

  /** Everybody was handed over; the broadcast is complete once no message of it waits to leave. */
  async #lookWhetherAllHasLeft(tx: Tx, broadcast: Locked): Promise<LaneOutcome> {
    const { id, now } = broadcast;
    if (!(await this.repository.hasUnsettledMessages(tx, id))) {
      await this.endBroadcast.execute(tx, broadcast, 'completed');
      return { state: 'idle' };
    }
    const handedOverAt = broadcast.handed_over_at ?? now;
    const nextDueAt = new Date(now.getTime() + lookAgainMs(handedOverAt, now));
    await this.repository.update(tx, id, { handed_over_at: handedOverAt, run_at: nextDueAt });
    return { state: 'idle', nextDueAt };
  }
}

const hasInstance = (broadcast: BroadcastRow & { now: Date }): broadcast is Locked =>
  broadcast.instance_id !== null;

/** What was accepted before counts, whatever would be decided today. */
const claim = (message: OutboundContent, candidate: Candidate): Claimed => ({
  place: candidate.place,
  ...(candidate.acceptedId === null
    ? decide(message, candidate)
    : { state: 'accepted', messageId: candidate.acceptedId }),
});
