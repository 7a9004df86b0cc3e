import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** Wake-ups of one lane are at least this far apart: one that was just woken is most likely at work, and looks for more by itself. */
export const SPACING_MS = 25;
const MOST_REMEMBERED = 20_000;

/** A lane that is to be brought to a worker. */
export interface WakeUp {
  id: string;
  /** Under which BullMQ takes several wake-ups as one. */
  deduplicationId: string;
}

/** The data of a wake-up's job. */
export const WakeUpData = z.object({ id: z.string() });

/** The job that brings a lane to a worker. */
export const jobOf = ({ id, deduplicationId }: WakeUp) => ({
  name: 'turn',
  data: { id } satisfies z.infer<typeof WakeUpData>,
  opts: {
    deduplication: { id: deduplicationId, keepLastIfActive: true },
    removeOnComplete: true,
    removeOnFail: true,
  },
});

/** The wake-ups of a kind of lane that wait to leave, one for each lane. */
export class WakeUps {
  readonly #waiting = new Map<string, WakeUp>();
  /** When each lane was woken last, by the monotonic clock. */
  readonly #wokenAtMs = new LRUCache<string, number>({ max: MOST_REMEMBERED });

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  add(wakeUp: WakeUp): void {
    if (!this.#waiting.has(wakeUp.id)) this.#waiting.set(wakeUp.id, wakeUp);
  }

  /** Those that may leave now; the others stay until their lane's last one is SPACING_MS old. */
  take(nowMs: number): WakeUp[] {
    const leaving = [...this.#waiting.values()].filter(({ id }) => {
      const wokenAtMs = this.#wokenAtMs.get(id);
      return wokenAtMs === undefined || nowMs - wokenAtMs >= SPACING_MS;
    });
    for (const { id } of leaving) {
      this.#waiting.delete(id);
      this.#wokenAtMs.set(id, nowMs);
    }
    return leaving;
  }
}
