import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { AccountLimits } from '../outbound/account-limits.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { SESSION_TIMING, type SessionTiming } from './session-timing.ts';
import type { SocketRun } from './socket-run.ts';

/** Looks after connections that are open: that WhatsApp sends what waited, and what it says of the account's limits. */
@Injectable()
export class OpenWatch {
  readonly #backlogs = new Map<SocketRun, NodeJS.Timeout>();

  constructor(
    @Inject(SESSION_TIMING) private readonly timing: SessionTiming,
    private readonly limits: AccountLimits,
    private readonly logger: PinoLogger,
  ) {}

  opened(run: SocketRun, hold: SessionHold): void {
    void this.limits.refresh(hold, run.socket);
    // Until then the library holds events back; it has been seen to wait for hours (WhiskeySockets/Baileys#2810).
    const timer = setTimeout(() => {
      this.logger.warn({ instanceId: hold.instanceId }, 'WhatsApp did not say that the backlog has ended');
      run.socket.ev.flush();
    }, this.timing.backlogMs);
    this.#backlogs.set(run, timer);
  }

  /** All that waited has come, or the connection has ended. */
  caughtUp(run: SocketRun): void {
    clearTimeout(this.#backlogs.get(run));
    this.#backlogs.delete(run);
  }
}
