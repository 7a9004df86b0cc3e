import type { Clock } from '../clock.ts';
import { LEASE_SECONDS, type LeaseRepository } from './lease.repository.ts';
import type { LaneTurn } from './lane.ts';

/** How long a lane works before it gives way to the next one. */
const SLICE_MS = 2_000;
const RENEW_EVERY_MS = (LEASE_SECONDS * 1_000) / 4;
// A process that was paused for longer than half the lease stops acting before it can learn whether it lost it.
const TRUSTED_MS = (LEASE_SECONDS * 1_000) / 2;

export interface HeldTurnOptions {
  kind: string;
  id: string;
  fence: number;
  /** Monotonic time just before the lease was asked for. */
  acquiredAtMs: number;
  leases: LeaseRepository;
  clock: Clock;
  isStopping: () => boolean;
}

/** A turn under a lease: renews it, and knows from the monotonic clock alone when it can no longer be relied on. */
export class HeldTurn implements LaneTurn {
  readonly id: string;
  readonly fence: number;
  readonly #options: HeldTurnOptions;
  readonly #abort = new AbortController();
  readonly #renewal: NodeJS.Timeout;
  readonly #startedAtMs: number;
  #trustedUntilMs: number;

  constructor(options: HeldTurnOptions) {
    this.#options = options;
    this.id = options.id;
    this.fence = options.fence;
    this.#startedAtMs = options.acquiredAtMs;
    this.#trustedUntilMs = options.acquiredAtMs + TRUSTED_MS;
    this.#renewal = setInterval(() => void this.#renew(), RENEW_EVERY_MS);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  mayAct(): boolean {
    if (this.#options.clock.monotonicMs() >= this.#trustedUntilMs) this.#abort.abort();
    return !this.#abort.signal.aborted;
  }

  shouldYield(): boolean {
    const isSliceOver = this.#options.clock.monotonicMs() - this.#startedAtMs >= SLICE_MS;
    return isSliceOver || this.#options.isStopping() || !this.mayAct();
  }

  /** Stops renewing and gives the lane back. @returns whether somebody wanted a turn of it meanwhile */
  async end(): Promise<boolean> {
    clearInterval(this.#renewal);
    return this.#options.leases.release({ kind: this.#options.kind, id: this.id }, this.fence);
  }

  async #renew(): Promise<void> {
    const askedAtMs = this.#options.clock.monotonicMs();
    if (!this.mayAct()) return;
    // A renewal that fails to arrive leaves the trusted time as it is; the turn then ends by itself.
    const isHeld = await this.#options.leases
      .renew({ kind: this.#options.kind, id: this.id }, this.fence)
      .catch(() => undefined);
    if (isHeld === true) this.#trustedUntilMs = askedAtMs + TRUSTED_MS;
    if (isHeld === false) this.#abort.abort();
  }
}
