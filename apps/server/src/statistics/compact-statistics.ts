import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../config.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { DeltasRepository } from './deltas.repository.ts';

// Reads add up what is noted meanwhile: at a thousand messages a second some ten thousand rows.
const EVERY_MS = 10_000;
const BATCH = 5_000;

/** Adds up what was noted of what happened, in every worker; two at once do no harm. */
@Injectable()
export class CompactStatistics implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: WorkerDatabase,
    private readonly deltas: DeltasRepository,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.RECADO_ROLE !== 'api') this.#timer = setInterval(() => void this.runOnce(), EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Adds up all there is now; joins the run that is under way. */
  runOnce(): Promise<void> {
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'statistics could not be added up');
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #run(): Promise<void> {
    let count = BATCH;
    while (count === BATCH && !this.#isStopping)
      count = await this.database.transaction((tx) => this.deltas.compact(tx, BATCH));
  }
}
