import { hostname } from 'node:os';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../../../config.ts';
import { Clock } from '../../../platform/clock.ts';
import { Relay, type RelaySubscription } from '../../../platform/live/relay.ts';
import { isBaileysInstalled } from '../baileys.ts';
import { decidePlacement } from './placement-policy.ts';
import { RunCommands } from './run-commands.ts';
import { SessionKeeper } from './session-keeper.ts';
import { SessionLeasesRepository } from './session-leases.repository.ts';
import { SESSION_TIMES, type SessionTimes } from './session-times.ts';
import { SESSIONS_WANTED } from './session-topics.ts';
import { WorkersRepository, type WorkerProcess } from './workers.repository.ts';

/** Sessions taken with one look; the next comes at once when there were so many. */
const MOST_TAKEN = 100;

/** Brings sessions to this process, as many as are its share, and gives them back; in worker roles. */
@Injectable()
export class SessionHost implements OnApplicationBootstrap, OnModuleDestroy {
  readonly worker: WorkerProcess;
  #tick: NodeJS.Timeout | undefined;
  #renewal: NodeJS.Timeout | undefined;
  #wanted: RelaySubscription | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isLookWaiting = false;
  #renewing = false;
  #handover: Promise<void> | undefined;
  #isStopping = false;

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'RECADO_ROLE'>,
    @Inject(SESSION_TIMES) private readonly times: SessionTimes,
    private readonly keeper: SessionKeeper,
    private readonly workers: WorkersRepository,
    private readonly leases: SessionLeasesRepository,
    private readonly commands: RunCommands,
    private readonly relay: Relay,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.worker = { id: clock.newId(), name: `${hostname()} (${String(process.pid)})` };
  }

  /** A process without the library leaves the sessions to others. */
  onApplicationBootstrap(): void {
    if (this.config.RECADO_ROLE !== 'api' && isBaileysInstalled()) this.start();
  }

  start(): void {
    this.#tick = setInterval(() => {
      this.look();
    }, this.times.tickMs);
    this.#renewal = setInterval(() => void this.#renew(), this.times.renewEveryMs);
    this.#wanted = this.relay.subscribe(SESSIONS_WANTED, () => {
      this.look();
    });
    this.look();
  }

  /** Looks for what there is to do, now or right after the look that runs; nothing before `start`. */
  look(): void {
    if (this.#tick === undefined || this.#isLookWaiting || this.#isStopping) return;
    this.#isLookWaiting = true;
    this.#looking = this.#looking.then(async () => {
      this.#isLookWaiting = false;
      if (!this.#isStopping) await this.#lookOnce();
    });
  }

  /** Hands the sessions to other processes one by one, so that they do not all open at once; what is left ends at once. */
  async onModuleDestroy(): Promise<void> {
    if (this.#tick === undefined) return;
    this.#isStopping = true;
    clearInterval(this.#tick);
    this.#wanted?.end();
    await this.#looking;
    await this.#leave().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'this worker could not say that it leaves');
    });
    await Promise.all(this.keeper.staying.map((session) => this.keeper.end(session, 'handover')));
    await this.keeper.settled();
    clearInterval(this.#renewal);
    await this.workers.remove(this.worker.id).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'this worker could not sign off');
    });
  }

  async #leave(): Promise<void> {
    await this.workers.beat(this.worker, true);
    const { held } = await this.workers.spread(this.times.goneAfterSeconds);
    const deadlineMs = this.clock.monotonicMs() + this.times.handOverMs;
    if (held.size === 0) return;
    for (const session of this.keeper.staying) {
      if (this.clock.monotonicMs() >= deadlineMs) return;
      await this.keeper.end(session, 'handover');
    }
  }

  async #lookOnce(): Promise<void> {
    try {
      await this.workers.beat(this.worker, this.keeper.isFailing);
      await this.keeper.followWishes();
      await this.#place();
      await this.commands.execute(this.keeper.staying.map(({ hold }) => hold.instanceId));
    } catch (error) {
      this.logger.warn({ err: error }, 'sessions could not be looked after; the next look makes up for it');
    }
  }

  async #place(): Promise<void> {
    const spread = await this.workers.spread(this.times.goneAfterSeconds);
    const { claim, handsOver } = decidePlacement({ me: this.worker.id, ...spread });
    if (claim > 0) await this.#claim(Math.min(claim, MOST_TAKEN));
    if (handsOver) this.#handOverOne();
  }

  async #claim(limit: number): Promise<void> {
    const askedAtMs = this.clock.monotonicMs();
    const { leaseSeconds } = this.times;
    const acquired = await this.leases.acquire(this.worker.id, {
      limit,
      leaseSeconds,
      except: this.keeper.resting,
    });
    for (const session of acquired) this.keeper.take(session, askedAtMs);
    if (acquired.length === MOST_TAKEN) this.look();
  }

  /** One at a time, and rather one that is not open. */
  #handOverOne(): void {
    if (this.#handover !== undefined) return;
    const { staying } = this.keeper;
    const session = staying.find(({ socket }) => socket === undefined) ?? staying[0];
    if (session === undefined) return;
    this.#handover = this.keeper.end(session, 'handover').finally(() => {
      this.#handover = undefined;
    });
  }

  async #renew(): Promise<void> {
    if (this.#renewing) return;
    this.#renewing = true;
    // A renewal that fails leaves the trusted time as it is; the sessions then end by themselves.
    await this.keeper.renew().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'the leases of sessions could not be renewed');
    });
    this.#renewing = false;
  }
}
