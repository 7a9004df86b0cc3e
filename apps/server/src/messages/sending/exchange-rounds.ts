import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { PauseInstance, type SendingInstance } from '../../instances/index.ts';
import { WorkerDatabase, type Executor, type Tx } from '../../platform/database/database.ts';
import { MicroBatch } from '../../platform/database/micro-batch.ts';
import { isOfTheStatement } from '../../platform/database/violations.ts';
import { ClaimsRepository, type Claim } from './claims.repository.ts';
import type { Round } from './send-turn.ts';
import type { Settlement } from './sending-policy.ts';
import { SettleAttempts } from './settle-attempts.ts';

/** A round of one lane's turn. */
export interface Exchange extends Round {
  instance: Pick<SendingInstance, 'id' | 'tenantId'>;
  fence: number;
}

const MOST_ROWS = 256;
const BATCH_WAIT_MS = 3;

/** Writes outcomes and claims more: lanes of this process whose rounds come within 3 ms share one transaction. */
@Injectable()
export class ExchangeRounds {
  readonly #batch = new MicroBatch<Exchange, Claim[]>({
    maxItems: MOST_ROWS,
    maxWaitMs: BATCH_WAIT_MS,
    weigh: ({ results, returned }) => 1 + results.length + returned.length,
    // What fails for one lane must not keep the outcomes of the others from being written.
    triesAloneAfter: isOfTheStatement,
    run: (exchanges) => this.#run(exchanges),
  });

  constructor(
    private readonly database: WorkerDatabase,
    private readonly claims: ClaimsRepository,
    private readonly settleAttempts: SettleAttempts,
    private readonly pauseInstance: PauseInstance,
  ) {}

  /** @returns what the lane may send now */
  execute(exchange: Exchange): Promise<Claim[]> {
    return this.#batch.add(exchange);
  }

  #run(exchanges: Exchange[]): Promise<Claim[][]> {
    // One statement needs no transaction around it.
    if (exchanges.every(({ results, returned }) => results.length === 0 && returned.length === 0))
      return this.#claim(this.database.statements, exchanges);
    return this.database.transaction(async (tx) => {
      await this.settleAttempts.execute(
        tx,
        exchanges.map(({ instance, results }) => ({ instanceId: instance.id, results })),
      );
      const returned = exchanges.flatMap((exchange) => exchange.returned);
      if (returned.length > 0) await this.claims.handBack(tx, returned);
      const paused = await this.#pauseThoseThatFail(tx, exchanges);
      return this.#claim(tx, exchanges, paused);
    });
  }

  /** @returns the instances that may send no more */
  async #pauseThoseThatFail(tx: Tx, exchanges: Exchange[]): Promise<Set<InstanceId>> {
    const paused = new Set<InstanceId>();
    for (const { instance, results } of exchanges) {
      const fatal = results
        .map(({ settlement }) => settlement)
        .find((settlement) => failsInstance(settlement));
      if (fatal === undefined) continue;
      await this.pauseInstance.execute(instance.tenantId, tx, instance.id, {
        code: fatal.code,
        reason: fatal.detail,
      });
      paused.add(instance.id);
    }
    return paused;
  }

  /** @returns the claims of each exchange, in their order */
  async #claim(
    executor: Executor,
    exchanges: Exchange[],
    paused: ReadonlySet<InstanceId> = new Set(),
  ): Promise<Claim[][]> {
    const asking = exchanges.filter(({ instance, limit }) => limit > 0 && !paused.has(instance.id));
    if (asking.length === 0) return exchanges.map(() => []);
    const claimed = await this.claims.claim(
      executor,
      asking.map(({ instance, fence, claimId, limit }) => ({
        instanceId: instance.id,
        fence,
        claimId,
        limit,
      })),
    );
    return exchanges.map((exchange) => claimed.filter(({ claimId }) => claimId === exchange.claimId));
  }
}

const failsInstance = (settlement: Settlement): settlement is Extract<Settlement, { status: 'pending' }> =>
  settlement.status === 'pending' && settlement.instance === 'fails';
