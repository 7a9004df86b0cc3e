import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventFilter, WebhookReplayId, type WebhookId } from '@recado/contracts';
import { z } from 'zod';
import { afterCommit, WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { LANE } from '../delivering/deliveries.repository.ts';
import { ReplaysRepository, REPLAY_LANE, type ReplayRow } from './replays.repository.ts';
import { RequeuesRepository, type ReplayScope } from './requeues.repository.ts';
import { WebhooksRepository } from '../endpoints/webhooks.repository.ts';

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
    private readonly webhooks: WebhooksRepository,
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

  /** Counts first, then queues a batch at a time; each in one transaction, so that a crash repeats nothing. */
  async #step(tx: Tx, id: WebhookReplayId): Promise<LaneOutcome | undefined> {
    const replay = await this.replays.lockRunning(tx, id);
    if (replay === undefined) return { state: 'idle' };
    const scope = await this.#scopeOf(tx, replay);
    if (replay.total === null) {
      await this.replays.setTotal(tx, id, await this.requeues.count(tx, replay, scope));
      return undefined;
    }
    if (await this.requeues.isBusy(tx, scope.webhookId))
      return { state: 'idle', nextDueAt: await this.replays.postpone(tx, id, LOOK_AGAIN_SECONDS) };
    const { queued, lastSeq } = await this.requeues.queueBatch(tx, replay, scope);
    if (lastSeq === undefined) {
      await this.replays.complete(tx, id);
      return { state: 'idle' };
    }
    await this.replays.advance(tx, id, { queued, lastSeq });
    this.#wakeEndpoint(scope.webhookId);
    return undefined;
  }

  async #scopeOf(tx: Tx, replay: ReplayRow): Promise<ReplayScope> {
    const webhook = await this.webhooks.find(replay.tenant_id, tx, replay.webhook_id);
    return {
      webhookId: webhook.id,
      instanceId: webhook.instance_id,
      events: Events.parse(webhook.events),
      isOrdered: webhook.is_ordered,
    };
  }

  #wakeEndpoint(webhookId: WebhookId): void {
    afterCommit(() => {
      this.lanes.wake(LANE, webhookId);
    });
  }
}
