import { afterDisconnect, type NextStep, type StopReason } from './disconnect-policy.ts';
import { recentRefusals, refusesTooOften, retryDelayMs } from './reconnect-policy.ts';
import type { RunEnd } from './socket-run.ts';

/** What a session does after the end of a connection. */
export type Verdict =
  | { do: 'connect'; after: 'failure' | 'replacement'; delayMs: number; looksUpVersion: boolean }
  | { do: 'stop'; to: 'disconnected' | 'failed'; code: StopReason; wipesKeys: boolean };

export interface TriesOptions {
  steadyMs: number;
  replacedWaitMs: number;
  random: () => number;
}

/** Restarts in a row that WhatsApp asked for; more lead nowhere, and wait as after any failure. */
const MOST_RESTARTS = 5;

/** Keeps account of how a session's connections ended, and decides what comes next. */
export class SessionTries {
  /** In a row. */
  failures = 0;
  readonly #options: TriesOptions;
  #restarts = 0;
  #badSessions = 0;
  #wasReplaced = false;
  #isVersionFresh = false;
  #refusedAtMs: number[] = [];

  constructor(options: TriesOptions) {
    this.#options = options;
  }

  /** Somebody asked for the session anew: what was before no longer counts. */
  begin(failures: number): void {
    this.failures = failures;
    this.#badSessions = 0;
    this.#wasReplaced = false;
    this.#refusedAtMs = [];
  }

  /** @param nowMs by the monotonic clock */
  after(end: RunEnd, nowMs: number): Verdict {
    if (end.openMs >= this.#options.steadyMs) this.#steady();
    // What our own database refused says nothing of WhatsApp.
    if (end.cause !== undefined) return this.#retry(false);
    const wasLetIn = end.openMs > 0;
    this.#badSessions = end.from === 'whatsapp' && end.code === 500 ? this.#badSessions + 1 : 0;
    const step = afterDisconnect(end, {
      isVersionFresh: this.#isVersionFresh,
      wasReplaced: this.#wasReplaced,
      badSessions: this.#badSessions,
    });
    if (wasLetIn) this.#isVersionFresh = false;
    return this.#verdict(step, nowMs);
  }

  /** Something went wrong before WhatsApp was reached. */
  failed(): number {
    this.failures += 1;
    return retryDelayMs(this.failures, this.#options.random());
  }

  #verdict(step: NextStep, nowMs: number): Verdict {
    switch (step.do) {
      case 'stop':
        return step;
      case 'restart':
        this.#restarts += 1;
        if (this.#restarts > MOST_RESTARTS) return this.#retry(false);
        return { do: 'connect', after: 'failure', delayMs: 0, looksUpVersion: false };
      case 'wait_out_replacement':
        this.#wasReplaced = true;
        this.failures += 1;
        return {
          do: 'connect',
          after: 'replacement',
          delayMs: this.#options.replacedWaitMs,
          looksUpVersion: false,
        };
      case 'retry':
        if (step.counts) this.#refusedAtMs = [...recentRefusals(this.#refusedAtMs, nowMs), nowMs];
        if (refusesTooOften(this.#refusedAtMs, nowMs))
          return { do: 'stop', to: 'failed', code: 'too_many_failures', wipesKeys: false };
        if (step.looksUpVersion) this.#isVersionFresh = true;
        return this.#retry(step.looksUpVersion);
    }
  }

  #retry(looksUpVersion: boolean): Verdict {
    return { do: 'connect', after: 'failure', delayMs: this.failed(), looksUpVersion };
  }

  #steady(): void {
    this.failures = 0;
    this.#restarts = 0;
    this.#wasReplaced = false;
  }
}
