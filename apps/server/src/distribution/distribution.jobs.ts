import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InstanceId, type TenantId } from '@recado/contracts';
import { WorkerDatabase, type Tx } from '../platform/database/database.ts';
import { againAfterDeadlock } from '../platform/database/violations.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../platform/queue/lane.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { DecisionsRepository } from './deciding/decisions.repository.ts';
import { GIVES_BACK_AFTER_SECONDS } from './deciding/presence-policy.ts';
import type { TimePlace } from './deciding/queue.repository.ts';
import {
  DistributionSettingsRepository,
  LANE,
  type HeldInstance,
} from './settings/distribution-settings.repository.ts';
import { DrainQueue } from './waiting/drain-queue.ts';
import { PlanNextLook } from './waiting/plan-next-look.ts';
import { ReassignConversations } from './waiting/reassign-conversations.ts';
import { ReturnConversations } from './waiting/return-conversations.ts';

/** A turn that ends in the middle is taken up again after so long. */
const TURN_MS = 60_000;

type Step = (held: HeldInstance, tx: Tx) => Promise<boolean>;
type Walk = (held: HeldInstance, tx: Tx, after?: TimePlace) => Promise<TimePlace | undefined>;

/**
 * The lane of distribution, one for each instance: takes back conversations of agents who left, gives those that wait to who became
 * free, and those that nobody answers to another.
 */
@Injectable()
export class DistributionLane implements LaneKind, OnModuleInit {
  readonly name = LANE;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly settings: DistributionSettingsRepository,
    private readonly decisions: DecisionsRepository,
    private readonly returnConversations: ReturnConversations,
    private readonly reassignConversations: ReassignConversations,
    private readonly drainQueue: DrainQueue,
    private readonly planNextLook: PlanNextLook,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.settings.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const instanceId = InstanceId.parse(turn.id);
    const tenantId = await this.database.transaction((tx) => this.settings.tenantOf(tx, instanceId));
    if (tenantId === undefined) return { state: 'idle' };
    const hold = this.#holder(tenantId, instanceId);
    await hold((held, tx) => this.#begin(held, tx));
    const isDone = await this.#work(turn, hold);
    if (!isDone) return { state: 'more' };
    return (await hold((held, tx) => this.#end(held, tx))) ?? { state: 'idle' };
  }

  /** @returns whether the turn came to its end */
  async #work(turn: LaneTurn, hold: Hold): Promise<boolean> {
    const untilDone = async (step: Step): Promise<void> => {
      while (!turn.shouldYield() && (await hold(step)) === true);
    };
    const walk = async (step: Walk): Promise<void> => {
      let after: TimePlace | undefined;
      do after = await hold((held, tx) => step(held, tx, after));
      while (after !== undefined && !turn.shouldYield());
    };
    await untilDone((held, tx) => this.returnConversations.execute(held, tx));
    await untilDone((held, tx) => this.drainQueue.open(held, tx));
    await untilDone((held, tx) => this.drainQueue.adopt(held, tx));
    await walk((held, tx, after) => this.drainQueue.execute(held, tx, after));
    await walk((held, tx, after) => this.reassignConversations.execute(held, tx, after));
    return !turn.shouldYield();
  }

  /** Whatever asks for a look from now on sets an earlier time. */
  async #begin(held: HeldInstance, tx: Tx): Promise<void> {
    await this.settings.setNextLook(held, tx, new Date(held.now.getTime() + TURN_MS));
    await this.decisions.noteLapsed(held, tx, GIVES_BACK_AFTER_SECONDS);
  }

  async #end(held: HeldInstance, tx: Tx): Promise<LaneOutcome> {
    if (held.nextLookAt !== null && held.nextLookAt <= held.now) return { state: 'more' };
    const nextDueAt = await this.planNextLook.execute(held, tx);
    await this.settings.setNextLook(held, tx, nextDueAt ?? null);
    return { state: 'idle', nextDueAt };
  }

  #holder(tenantId: TenantId, instanceId: InstanceId): Hold {
    return (work) =>
      againAfterDeadlock(() =>
        this.database.transaction(async (tx) => {
          const held = await this.settings.hold(tenantId, tx, instanceId);
          return held && work(held, tx);
        }),
      );
  }
}

/** Runs one step while the instance is held; undefined when its settings are gone. */
type Hold = <T>(work: (held: HeldInstance, tx: Tx) => Promise<T>) => Promise<T | undefined>;
