import type { Metrics } from '../metrics/metrics.ts';

/** Wake-ups of a kind of lane that wait for a worker or run. */
export interface LaneDepth {
  lane: string;
  jobs: number;
}

/** Figures of lanes: how often and how long they run, how often another held them, how many wait for a worker. */
export class LaneMetrics {
  readonly #turns;
  readonly #denied;

  constructor(metrics: Metrics, depths: () => Promise<LaneDepth[]>) {
    this.#turns = metrics.histogram({
      name: 'recado_lane_turn_seconds',
      help: 'Time of one turn of a lane',
      labelNames: ['lane', 'outcome'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 5, 20],
    });
    this.#denied = metrics.counter({
      name: 'recado_lane_denied_total',
      help: 'Turns not taken because another worker held the lane',
      labelNames: ['lane'],
    });
    metrics.gauge({
      name: 'recado_queue_jobs',
      help: 'Wake-ups waiting for a worker or running',
      labelNames: ['lane'],
      async collect() {
        this.reset();
        // While the queue does not answer, this figure is absent and the others stay.
        for (const { lane, jobs } of await depths().catch(() => [])) this.set({ lane }, jobs);
      },
    });
  }

  denied(lane: string): void {
    this.#denied.inc({ lane });
  }

  async timed<T>(lane: string, run: () => Promise<T>): Promise<T> {
    const stop = this.#turns.startTimer({ lane });
    try {
      const result = await run();
      stop({ outcome: 'ended' });
      return result;
    } catch (error) {
      stop({ outcome: 'error' });
      throw error;
    }
  }
}
