import type { WASocket } from 'baileys';
import { AppError } from '../../../platform/http/app-error.ts';
import { loadBaileys } from '../baileys.ts';
import { LeaseLost, type HeldSession, type SessionEnd, type SessionHold } from '../sessions/held-session.ts';
import { AuthState } from './auth-state.ts';
import { logOutOver, wipe } from './end-link.ts';
import { NewsWriter } from './news-writer.ts';
import { Pairing, PAIRING_CODE } from './pairing.ts';
import { Pause } from './pause.ts';
import type { SessionNews } from './session-journal.ts';
import type { SessionParts } from './session-parts.ts';
import { reasonOf, reconnectingReason, replacedReason } from './session-reasons.ts';
import { SessionTries, type Verdict } from './session-tries.ts';
import { SocketRun, type RunEnd } from './socket-run.ts';

/** One session in this process: a socket that is opened again and again, as long as the tenant wants and WhatsApp allows. */
export class WebSession implements HeldSession {
  readonly hold: SessionHold;
  readonly #parts: SessionParts;
  readonly #news: NewsWriter;
  readonly #tries: SessionTries;
  readonly #pairing: Pairing;
  readonly #pause = new Pause();
  readonly #over = new AbortController();
  #run: SocketRun | undefined;
  #life: Promise<void> | undefined;

  constructor(hold: SessionHold, parts: SessionParts) {
    this.hold = hold;
    this.#parts = parts;
    this.#news = new NewsWriter(parts.journal, hold, (error) => {
      this.#newsFailed(error);
    });
    this.#tries = new SessionTries(parts.timing);
    this.#pairing = new Pairing(parts.clock, (news) => this.#news.write(news));
    hold.signal.addEventListener('abort', () => {
      this.abandon();
    });
  }

  get socket(): WASocket | undefined {
    return this.#run?.isOpen === true ? this.#run.socket : undefined;
  }

  start(): void {
    this.#life ??= this.#live();
  }

  wake(): void {
    this.#pause.end();
    if (this.#run !== undefined) this.#news.again();
  }

  async close(end: SessionEnd): Promise<void> {
    const isTold = end === 'logout' && (await this.#tellLogout());
    this.#stop();
    await this.#run?.finish();
    await this.#life;
    await this.#news.settled();
    if (end === 'offline') await this.#stopped();
    if (end === 'logout') await this.#endLink(isTold);
  }

  abandon(): void {
    this.#stop();
    this.#run?.cut(new LeaseLost(this.hold.instanceId));
  }

  async run(command: { name: string; arguments: unknown }): Promise<unknown> {
    if (command.name === PAIRING_CODE) return this.#pairing.requestCode(() => this.#run, command.arguments);
    const handler = this.#parts.commands.named(command.name);
    const { socket } = this;
    if (socket === undefined) throw new AppError('session_not_open');
    return handler({ socket, hold: this.hold }, command.arguments);
  }

  /** A method, because it changes while others wait. */
  #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  #stop(): void {
    this.#over.abort();
    this.#pause.end();
  }

  async #live(): Promise<void> {
    while (!this.#isOver())
      try {
        await this.#attempt();
      } catch (error) {
        if (error instanceof LeaseLost) return;
        const { instanceId } = this.hold;
        this.#parts.logger.warn({ err: error, instanceId }, 'a session could not go on; it is tried again');
        await this.#pause.wait(this.#tries.failed());
      }
  }

  async #attempt(): Promise<void> {
    this.#pause.clear();
    if (this.#isOver()) return;
    const wish = await this.#parts.journal.wishFor(this.hold);
    // Until the tenant wishes otherwise, or the host closes it.
    if (wish?.wanted !== 'online') return this.#pause.wait(undefined);
    if (wish.request !== this.#news.request) this.#tries.begin(wish.failures);
    this.#news.request = wish.request;
    const waitMs = (wish.nextTryAt?.getTime() ?? 0) - this.#parts.clock.now().getTime();
    if (waitMs > 0) return this.#pause.wait(waitMs);
    await this.#parts.limiter.wait(this.#over.signal);
    if (this.#isOver()) return;
    const end = await this.#connect();
    if (!this.#isOver()) await this.#goOn(end);
  }

  /** One connection, from its first byte until all that came in is stored. */
  async #connect(): Promise<RunEnd> {
    const { hold } = this;
    const { watch, clock, openSocket, timing } = this.#parts;
    const baileys = await loadBaileys();
    const auth = await AuthState.open(this.#parts.authState(baileys), hold, (error) => this.#run?.cut(error));
    this.#pairing.begin();
    const opened = await openSocket.execute(baileys, hold, auth);
    const run: SocketRun = new SocketRun({
      opened,
      auth,
      listener: {
        qrCode: (code) => {
          this.#news.tell(this.#pairing.newsOf(code));
        },
        opened: () => {
          this.#opened(run);
        },
        caughtUp: () => {
          watch.caughtUp(run);
        },
      },
      now: () => clock.now(),
      monotonicMs: () => clock.monotonicMs(),
      qrMs: timing.qrMs,
    });
    this.#run = run;
    if (this.#isOver()) await run.finish();
    const end = await run.ended;
    watch.caughtUp(run);
    this.#run = undefined;
    await this.#news.settled();
    this.#news.clear();
    return end;
  }

  #opened(run: SocketRun): void {
    const { watch, lanes } = this.#parts;
    watch.opened(run, this.hold);
    this.#news.tell(connectedNews(run.socket), () => {
      lanes.wake('send', this.hold.instanceId);
    });
  }

  async #goOn(end: RunEnd): Promise<void> {
    const { clock, version, metrics, logger } = this.#parts;
    const verdict = this.#tries.after(end, clock.monotonicMs());
    const code = end.cause === undefined ? (end.code ?? 'none') : 'store';
    const { instanceId } = this.hold;
    logger.info({ instanceId, code, from: end.from, cause: end.cause, verdict }, 'a connection ended');
    if (verdict.do === 'connect') {
      metrics.reconnecting(code);
      if (verdict.looksUpVersion) version.forget();
    }
    const news = this.#newsOf(verdict, end);
    if (news !== undefined) await this.#news.write(news);
  }

  /** Undefined: it goes on at once, and nobody needs to know. */
  #newsOf(verdict: Verdict, { isLinked }: RunEnd): SessionNews | undefined {
    if (verdict.do === 'stop') {
      const { to, code, wipesKeys } = verdict;
      const note = { ...NO_CODES, wanted: 'offline' as const, nextTryAt: null };
      return {
        to,
        reason: reasonOf(code),
        isLinked: isLinked && !wipesKeys,
        note: wipesKeys ? { ...note, linked: null } : note,
        wipesKeys,
      };
    }
    if (verdict.delayMs === 0) return undefined;
    const nextTryAt = new Date(this.#parts.clock.now().getTime() + verdict.delayMs);
    const note = { ...NO_CODES, failures: this.#tries.failures, nextTryAt };
    const reasonFor = verdict.after === 'replacement' ? replacedReason : reconnectingReason;
    return { to: 'connecting', reason: reasonFor(nextTryAt, verdict.delayMs), isLinked, note };
  }

  async #stopped(): Promise<void> {
    const wish = await this.#parts.journal.wishFor(this.hold);
    if (wish === undefined) return;
    await this.#parts.journal.write(this.hold, wish.request, {
      to: 'disconnected',
      reason: reasonOf('stopped'),
      isLinked: 'as_before',
      note: { ...NO_CODES, nextTryAt: null },
    });
  }

  /** @returns whether WhatsApp was told that the link ends, over the connection there is */
  async #tellLogout(): Promise<boolean> {
    const run = this.#run;
    if (run?.isOpen !== true) return false;
    return run.logOut().then(
      () => true,
      () => false,
    );
  }

  async #endLink(isTold: boolean): Promise<void> {
    if (!isTold) await logOutOver(this.hold, this.#parts);
    await wipe(this.hold, this.#parts.journal);
  }

  #newsFailed(error: unknown): void {
    if (error instanceof LeaseLost) return;
    const { instanceId } = this.hold;
    this.#parts.logger.warn({ err: error, instanceId }, 'the state of a session could not be stored');
    // The next connection tells it again.
    this.#run?.cut(error);
  }
}

const NO_CODES = { qr: null, pairingCode: null } as const;

function connectedNews({ user }: WASocket): SessionNews {
  const digits = /^\d+/.exec(user?.id ?? '')?.[0];
  return {
    to: 'connected',
    report: {
      displayName: user?.verifiedName ?? user?.name ?? null,
      phoneNumber: digits === undefined ? null : `+${digits}`,
      quality: null,
      messagingLimit: null,
      throughput: null,
    },
    isLinked: true,
    note: { ...NO_CODES, linked: 'now', nextTryAt: null },
  };
}
