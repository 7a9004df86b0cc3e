import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../config.ts';
import { Retention } from '../platform/database/retention.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { RECADO_VERSION } from '../platform/version.ts';
import { ProcessesRepository } from './processes.repository.ts';

const EVERY_MS = 5_000;

/** Tells every few seconds that this process is there, in every role. */
@Injectable()
export class ProcessHeartbeat implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly repository: ProcessesRepository,
    private readonly retention: Retention,
    private readonly lanes: Lanes,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'processes',
      deleteBatch: (tx, limit) => this.repository.deleteGone(tx, limit),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.beat();
    this.#timer = setInterval(() => void this.beat(), EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
    await this.repository.remove(this.lanes.holder).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'this process could not say that it leaves');
    });
  }

  beat(): Promise<void> {
    this.#beating = this.repository
      .beat({
        id: this.lanes.holder,
        name: `${hostname()} (${String(process.pid)})`,
        role: this.config.RECADO_ROLE,
        version: RECADO_VERSION,
        memory_bytes: process.memoryUsage.rss(),
      })
      .catch((error: unknown) => {
        this.logger.warn({ err: error }, 'this process could not say that it is there');
      });
    return this.#beating;
  }
}
