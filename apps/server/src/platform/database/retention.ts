import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../../config.ts';
import { WorkerDatabase, type Tx } from './database.ts';

/** Rows that are no longer needed. */
export interface RetentionRule {
  /** What is deleted, for the log. */
  name: string;
  /** How many rows at a time, when each takes many others along; 1,000 by default. */
  batch?: number;
  /** Deletes at most `limit` rows that nobody has locked. @returns how many */
  deleteBatch(tx: Tx, limit: number): Promise<number>;
}

const EVERY_MS = 5 * 60_000;
// Small enough that no writer waits for it.
const BATCH = 1_000;

/** Deletes what has outlived its time, in small batches, in every worker; two at once do no harm. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #rules: RetentionRule[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: WorkerDatabase,
    private readonly logger: PinoLogger,
  ) {}

  register(rule: RetentionRule): void {
    this.#rules.push(rule);
  }

  onApplicationBootstrap(): void {
    if (this.config.RECADO_ROLE !== 'api') this.#timer = setInterval(() => void this.runOnce(), EVERY_MS);
  }

  beforeApplicationShutdown(): void {
    this.#isStopping = true;
    clearInterval(this.#timer);
  }

  /** Deletes all that is due now. */
  async runOnce(): Promise<void> {
    for (const rule of this.#rules)
      await this.#apply(rule).catch((error: unknown) => {
        this.logger.warn({ err: error, rule: rule.name }, 'old rows could not be deleted');
      });
  }

  async #apply(rule: RetentionRule): Promise<void> {
    const batch = rule.batch ?? BATCH;
    let deleted = batch;
    while (deleted === batch && !this.#isStopping)
      deleted = await this.database.transaction((tx) => rule.deleteBatch(tx, batch));
  }
}
