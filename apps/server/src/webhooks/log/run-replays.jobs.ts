import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventFilter, WebhookReplayId, type WebhookId } from '@recado/contracts';
import { z } from 'zod';
import { afterCommit, WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { LANE } from '../delivering/deliveries.repository.ts';
import { ReplaysRepository, REPLAY_LANE, type RunningReplayRow } from './replays.repository.ts';
import { RequeuesRepository, type ReplayScope } from './requeues.repository.ts';

/** How long a replay waits while its endpoint has enough to do. */
const LOOK_AGAIN_SECONDS = 0.25;

const Events = z.array(EventFilter);

/** The lane of replays: queues the events of one in batches, no faster than its endpoint takes them. */
@Injectable()
export class RunReplays implements LaneKind, OnModuleInit {
  readonly name = REPLAY_LANE;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly replays: ReplaysRepository,
    private readonly requeues: RequeuesRepository,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.replays.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const id = WebhookReplayId.parse(turn.id);
    while (!turn.shouldYield()) {
      const outcome = await this.database.transaction((tx) => this.#step(tx, id));
      if (outcome !== undefined) return outcome;
    }
    return { state: 'more' };
  }

  /**
   * Counts first, then queues a batch at a time; each in one transaction, so that a crash repeats nothing. Events are looked for
   * before the replay is held: stopping it never waits for the search.
   */
  async #step(tx: Tx, id: WebhookReplayId): Promise<LaneOutcome | undefined> {
    const replay = await this.replays.findRunning(tx, id);
    if (replay === undefined) return { state: 'idle' };
    const scope = scopeOf(replay);
    if (replay.total === null) {
      await this.replays.setTotal(tx, id, await this.requeues.count(tx, replay, scope));
      return undefined;
    }
    if (await this.requeues.isBusy(tx, scope.webhookId))
      return { state: 'idle', nextDueAt: await this.replays.postpone(tx, id, LOOK_AGAIN_SECONDS) };
    const batch = await this.requeues.findBatch(tx, replay, scope);
    if (!(await this.replays.hold(tx, replay))) return { state: 'idle' };
    if (batch === undefined) {
      await this.replays.end(tx, id, 'completed');
      return { state: 'idle' };
    }
    const queued = await this.requeues.queue(tx, replay, scope, batch.eventIds);
    await this.replays.advance(tx, id, { queued, lastSeq: batch.lastSeq });
    this.#wakeEndpoint(scope.webhookId);
    return undefined;
  }

  #wakeEndpoint(webhookId: WebhookId): void {
    afterCommit(() => {
      this.lanes.wake(LANE, webhookId);
    });
  }
}

const scopeOf = (replay: RunningReplayRow): ReplayScope => ({
  webhookId: replay.webhook_id,
  instanceId: replay.instance_id,
  events: Events.parse(replay.events),
  isOrdered: replay.is_ordered,
});
