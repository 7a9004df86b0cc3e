import { Inject, Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../../platform/clock.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { Relay, type RelaySubscription } from '../../../platform/live/relay.ts';
import { Lanes } from '../../../platform/queue/lanes.ts';
import type { HeldSession, OpenSession, SessionEnd } from './held-session.ts';
import { RunCommands } from './run-commands.ts';
import { LeasedHold } from './session-hold.ts';
import { SessionLeasesRepository, type AcquiredSession } from './session-leases.repository.ts';
import { SessionMetrics } from './session-metrics.ts';
import { SessionRegistry } from './session-registry.ts';
import { SESSION_TIMES, type SessionTimes } from './session-times.ts';
import { commandsTopic, SESSIONS_WANTED } from './session-topics.ts';
import { SessionWishesRepository } from './session-wishes.repository.ts';

/** Injection token of OpenSession. */
export const OPEN_SESSION = Symbol('OpenSession');

/** Lanes of an instance whose turns go where its session is: only it can send, and what comes in comes in there. */
const LANES = ['send', 'inbound'];
/** A process that could make no session takes none for this long, and one that could not log out leaves that to others. */
const REST_MS = 30_000;
/** A session that does not close within this time is cut off. A logout may have to connect first. */
const LONGEST_CLOSE_MS = { handover: 5_000, offline: 5_000, logout: 15_000 } as const satisfies Record<
  SessionEnd,
  number
>;

interface Kept {
  session: HeldSession;
  hold: LeasedHold;
  commands: RelaySubscription;
  /** The tenant's latest wish that the session knows of. */
  request: number;
  ending: Promise<void> | undefined;
}

/** Keeps the sessions of this process from the lease to the release. */
@Injectable()
export class SessionKeeper {
  readonly #kept = new Map<HeldSession, Kept>();
  readonly #restingUntilMs = new Map<InstanceId, number>();
  #failingUntilMs = -Infinity;

  constructor(
    @Inject(OPEN_SESSION) private readonly open: OpenSession,
    @Inject(SESSION_TIMES) private readonly times: SessionTimes,
    private readonly registry: SessionRegistry,
    private readonly leases: SessionLeasesRepository,
    private readonly wishes: SessionWishesRepository,
    private readonly runCommands: RunCommands,
    private readonly lanes: Lanes,
    private readonly relay: Relay,
    private readonly database: WorkerDatabase,
    private readonly metrics: SessionMetrics,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  /** Sessions that are held and not about to end. */
  get staying(): HeldSession[] {
    return [...this.#kept.values()]
      .filter(({ ending }) => ending === undefined)
      .map(({ session }) => session);
  }

  /** No session could be made here a moment ago: others should take them. */
  get isFailing(): boolean {
    return this.clock.monotonicMs() < this.#failingUntilMs;
  }

  /** Instances whose logout went wrong here a moment ago: better that another process tries, or this one later. */
  get resting(): InstanceId[] {
    const nowMs = this.clock.monotonicMs();
    for (const [instanceId, untilMs] of this.#restingUntilMs)
      if (untilMs <= nowMs) this.#restingUntilMs.delete(instanceId);
    return [...this.#restingUntilMs.keys()];
  }

  /** Opens a session under a lease that was asked for at `askedAtMs`, by the monotonic clock. Never fails. */
  take(acquired: AcquiredSession, askedAtMs: number): void {
    const hold = new LeasedHold({
      session: acquired,
      askedAtMs,
      trustedMs: this.times.trustedMs,
      monotonicMs: () => this.clock.monotonicMs(),
      assertHeld: (tx, lease) => this.leases.assertHeld(tx, lease),
    });
    try {
      this.#keep(this.open(hold), hold, acquired);
    } catch (error) {
      this.logger.error({ err: error, instanceId: hold.instanceId }, 'a session could not be made');
      this.#failingUntilMs = this.clock.monotonicMs() + REST_MS;
      hold.end();
      void this.#release(hold);
    }
  }

  #keep(session: HeldSession, hold: LeasedHold, { instanceId, wanted, request }: AcquiredSession): void {
    for (const lane of LANES) this.lanes.serve(lane, instanceId);
    const commands = this.relay.subscribe(commandsTopic(instanceId), () => {
      this.#runCommands(instanceId);
    });
    const kept: Kept = { session, hold, commands, request, ending: undefined };
    this.#kept.set(session, kept);
    this.registry.add(session);
    hold.signal.addEventListener('abort', () => void this.#lost(kept));
    if (wanted === 'logged_out') void this.end(session, 'logout');
    else session.start();
  }

  /** Closes a session and gives its lease back. Never fails. */
  end(session: HeldSession, how: SessionEnd): Promise<void> {
    const kept = this.#kept.get(session);
    if (kept === undefined) return Promise.resolve();
    kept.ending ??= this.#end(kept, how);
    return kept.ending;
  }

  /** Ends what is no longer wanted, and tells the others of new wishes. */
  async followWishes(): Promise<void> {
    const staying = this.staying;
    const wishes = await this.wishes.of(staying.map(({ hold }) => hold.instanceId));
    for (const session of staying) {
      const kept = this.#kept.get(session);
      if (kept === undefined) continue;
      const wish = wishes.get(session.hold.instanceId);
      // The instance was deleted.
      if (wish === undefined) void this.#cutOff(kept);
      else if (wish.wanted !== 'online')
        void this.end(session, wish.wanted === 'offline' ? 'offline' : 'logout');
      else if (wish.request > kept.request) {
        kept.request = wish.request;
        session.wake();
      }
    }
  }

  /** Renews all leases in one statement. A session whose lease went to another is cut off. */
  async renew(): Promise<void> {
    const holds = [...this.#kept.values()].map(({ hold }) => hold).filter((hold) => hold.mayAct());
    const askedAtMs = this.clock.monotonicMs();
    const renewed = await this.leases.renew(holds, this.times.leaseSeconds);
    const fences = new Map(renewed.map(({ instanceId, fence }) => [instanceId, fence]));
    for (const hold of holds)
      if (fences.get(hold.instanceId) === hold.fence) hold.renewed(askedAtMs);
      else hold.end();
  }

  /** Resolves when everything that is ending has ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.#kept.values()].flatMap(({ ending }) => ending ?? []));
  }

  async #end(kept: Kept, how: SessionEnd): Promise<void> {
    const { session, hold } = kept;
    try {
      await within(LONGEST_CLOSE_MS[how], session.close(how));
      if (how === 'logout') await this.#loggedOut(hold);
      if (how === 'handover') this.metrics.handedOver();
    } catch (error) {
      this.logger.warn({ err: error, instanceId: hold.instanceId, how }, 'a session did not close well');
      if (how === 'logout') this.#rest(hold.instanceId);
      this.#abandon(kept);
    }
    await this.#forget(kept);
  }

  /** The lease can no longer be relied on, and nobody here meant that. */
  async #lost(kept: Kept): Promise<void> {
    if (!this.#kept.has(kept.session)) return;
    this.metrics.leaseLost();
    this.logger.warn({ instanceId: kept.hold.instanceId }, 'the lease of a session was lost');
    await this.#cutOff(kept);
  }

  async #cutOff(kept: Kept): Promise<void> {
    this.#abandon(kept);
    await this.#forget(kept);
  }

  #abandon({ session, hold }: Kept): void {
    try {
      session.abandon();
    } catch (error) {
      this.logger.error({ err: error, instanceId: hold.instanceId }, 'a session was not cut off');
    }
  }

  async #forget(kept: Kept): Promise<void> {
    const { session, hold, commands } = kept;
    if (!this.#kept.delete(session)) return;
    hold.end();
    commands.end();
    this.registry.remove(session);
    if (this.registry.of(hold.instanceId) === undefined)
      for (const lane of LANES) this.lanes.unserve(lane, hold.instanceId);
    await this.#release(hold);
  }

  async #release(hold: LeasedHold): Promise<void> {
    await this.leases.release(hold).catch((error: unknown) => {
      this.logger.warn(
        { err: error, instanceId: hold.instanceId },
        'a session will be free once its lease ends',
      );
    });
    this.relay.publish(SESSIONS_WANTED);
  }

  #rest(instanceId: InstanceId): void {
    this.#restingUntilMs.set(instanceId, this.clock.monotonicMs() + REST_MS);
  }

  async #loggedOut(hold: LeasedHold): Promise<void> {
    await this.database.transaction(async (tx) => {
      await hold.assertHeld(tx);
      await this.wishes.loggedOut(hold.tenantId, tx, hold.instanceId);
    });
  }

  #runCommands(instanceId: InstanceId): void {
    this.runCommands.execute([instanceId]).catch((error: unknown) => {
      this.logger.warn(
        { err: error, instanceId },
        'commands were not looked for; the next look makes up for it',
      );
    });
  }
}

async function within(longestMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`It took longer than ${String(longestMs)} ms`));
    }, longestMs);
  });
  await Promise.race([work, tooLong]).finally(() => {
    clearTimeout(timer);
  });
}
