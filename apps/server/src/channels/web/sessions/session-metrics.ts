import { Injectable } from '@nestjs/common';
import { Metrics } from '../../../platform/metrics/metrics.ts';
import { SessionRegistry } from './session-registry.ts';

/** Figures of the sessions of this process. */
@Injectable()
export class SessionMetrics {
  readonly #handovers;
  readonly #lost;
  readonly #reconnects;

  constructor(metrics: Metrics, registry: SessionRegistry) {
    metrics.gauge({
      name: 'recado_web_sessions',
      help: 'Sessions of the web channel that this process holds: open, or on the way there',
      labelNames: ['state'],
      collect() {
        const open = registry.all.filter(({ socket }) => socket !== undefined).length;
        this.set({ state: 'open' }, open);
        this.set({ state: 'opening' }, registry.all.length - open);
      },
    });
    this.#handovers = metrics.counter({
      name: 'recado_web_session_handovers_total',
      help: 'Sessions given to another process, because that has fewer or this one stops',
    });
    this.#lost = metrics.counter({
      name: 'recado_web_session_leases_lost_total',
      help: 'Sessions cut off because their lease could no longer be relied on',
    });
    this.#reconnects = metrics.counter({
      name: 'recado_web_reconnects_total',
      help: 'Connections to WhatsApp that are opened again, by the code that ended the last one',
      labelNames: ['code'],
    });
  }

  handedOver(): void {
    this.#handovers.inc();
  }

  leaseLost(): void {
    this.#lost.inc();
  }

  /** For the session itself: it will connect again after WhatsApp, or the network, ended it with this code. */
  reconnecting(code: number | string): void {
    this.#reconnects.inc({ code: String(code) });
  }
}
