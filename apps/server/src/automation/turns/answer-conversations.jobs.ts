import { setTimeout as after } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AgentId } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { HearOfAgent } from './hear-of-agent.ts';
import { TakeTurn } from './take-turn.ts';
import { TurnRunner } from './turn-runner.ts';
import { TurnsRepository, type ClaimedTurn } from './turns.repository.ts';
import { LANE, UnheardRepository } from './unheard.repository.ts';

/** How often a lane that waits for slow services looks for more to do. */
const LOOK_AGAIN_MS = 250;

/** The lane of each automatic agent: answers the conversations that it has, each in the order of its messages. */
@Injectable()
export class AnswerConversations implements LaneKind, OnModuleInit, OnModuleDestroy {
  readonly name = LANE;
  /** Questions to slow services end with the process, and are asked again by another. */
  readonly #stopping = new AbortController();

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly turns: TurnsRepository,
    private readonly unheard: UnheardRepository,
    private readonly hearOfAgent: HearOfAgent,
    private readonly takeTurn: TakeTurn,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.lanes.register(this);
  }

  /** Comes before lanes are waited for. */
  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.unheard.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const agentId = AgentId.parse(turn.id);
    const { database, turns } = this;
    await this.hearOfAgent.execute(agentId);
    await database.transaction(async (tx) => {
      for (const lost of await turns.expired(tx, agentId))
        await turns.putBack(tx, lost, { delayMs: 0, error: null, isCounted: true });
    });
    const claimId = this.clock.newId();
    const reach = {
      mayAct: () => turn.mayAct() && !this.#stopping.signal.aborted,
      signal: AbortSignal.any([turn.signal, this.#stopping.signal]),
    };
    return new TurnRunner<ClaimedTurn>({
      turn,
      isStopping: () => this.#stopping.signal.aborted,
      monotonicMs: () => this.clock.monotonicMs(),
      pause: () => after(LOOK_AGAIN_MS, undefined, { ref: false }),
      claim: (limit) => database.transaction((tx) => turns.claim(tx, agentId, claimId, limit)),
      take: (claimed) => this.takeTurn.execute(claimed, reach),
      nextDueAt: () => database.transaction((tx) => turns.nextDueAt(tx, agentId)),
    }).run();
  }
}
