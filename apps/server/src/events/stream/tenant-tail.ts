import type { RecordedEvent } from '../present-event.ts';
import { eventFrame } from './sse-frame.ts';
import type { EventStream } from './event-stream.ts';

/** Events read at once: few enough for who reads fast to have taken them before the next. */
const BATCH = 100;

export interface TenantTailOptions {
  /** The tenant's next events after a number, in order; none when there are no more yet. */
  read: (sequence: number, limit: number) => Promise<RecordedEvent[]>;
  onSent: (count: number) => void;
  onError: (error: unknown) => void;
}

/** Follows the events of one tenant and reads each once, for all of its streams. */
export class TenantTail {
  readonly #options: TenantTailOptions;
  readonly #live = new Set<EventStream>();
  readonly #joining: EventStream[] = [];
  /** Live streams have been offered all events up to here. */
  #sequence: number | undefined;
  #isRunning = false;
  #isWoken = false;

  constructor(options: TenantTailOptions) {
    this.#options = options;
  }

  /** Takes a stream in. What it lacks of what the others had comes first. */
  join(stream: EventStream): void {
    this.#joining.push(stream);
    this.wake();
  }

  /** Has it look for new events; soon, if it is looking already. */
  wake(): void {
    this.#isWoken = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run().then(() => {
      this.#isRunning = false;
      if (this.#isWoken) this.wake();
    });
  }

  /** After an error it waits for the next wake-up. */
  async #run(): Promise<void> {
    try {
      await this.#follow();
    } catch (error) {
      this.#isWoken = false;
      this.#options.onError(error);
    }
  }

  async #follow(): Promise<void> {
    while (this.#isWoken) {
      this.#isWoken = false;
      await this.#admit();
      this.#forget();
      if (this.#live.size === 0) return;
      const events = await this.#options.read(this.#sequence ?? 0, BATCH);
      this.#offer(events, this.#live);
      this.#sequence = events.at(-1)?.sequence ?? this.#sequence;
      if (events.length === BATCH) this.#isWoken = true;
    }
  }

  /** Nothing is read for the live ones meanwhile, so that who joins meets them at one place. */
  async #admit(): Promise<void> {
    for (let stream = this.#joining[0]; stream !== undefined; stream = this.#joining[0]) {
      this.#sequence ??= stream.sequence;
      while (stream.isOpen && stream.sequence < this.#sequence) {
        const events = await this.#options.read(stream.sequence, BATCH);
        if (events.length === 0) break;
        this.#offer(events, [stream]);
      }
      this.#joining.shift();
      this.#live.add(stream);
    }
  }

  #offer(events: RecordedEvent[], streams: Iterable<EventStream>): void {
    let sent = 0;
    for (const event of events) {
      let made: Buffer | undefined;
      const frame = () => (made ??= eventFrame(event));
      for (const stream of streams) if (stream.offer(event, frame)) sent += 1;
    }
    if (sent > 0) this.#options.onSent(sent);
  }

  #forget(): void {
    for (const stream of this.#live) if (!stream.isOpen) this.#live.delete(stream);
  }
}
