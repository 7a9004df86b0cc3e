import { Readable } from 'node:stream';
import type { ConversationId, InstanceId } from '@recado/contracts';
import type { Caller } from '../../platform/http/caller.ts';
import { isWithin, type EventScope } from '../event-scope-policy.ts';
import type { RecordedEvent } from '../present-event.ts';

/** A client that leaves this much unread is cut off; it goes on later from the last event it got. */
const MOST_QUEUED_BYTES = 1024 * 1024;
/** Up to here it counts as keeping pace. */
const PACE_BYTES = 64 * 1024;

/** Something that is told once, to whoever is there, and kept nowhere. */
export interface News {
  instanceId: InstanceId;
  conversationId: ConversationId;
  frame: Buffer;
  /** Whether this reader may hear it. */
  isFor: (reader: Caller) => boolean;
}

export interface EventStreamOptions {
  caller: Caller;
  scope: EventScope;
  /** Whether the client wants to hear who looks at conversations. */
  hearsViewers: boolean;
  /** The number that it goes on after. */
  sequence: number;
  opening: Buffer;
}

/** One client's stream of events, with a place in the order of all. */
export class EventStream {
  /** What the client gets. */
  readonly out: Readable;
  /** Who reads it, as last checked. */
  caller: Caller;
  readonly #scope: EventScope;
  readonly #hearsViewers: boolean;
  #sequence: number;
  #state: 'open' | 'ended' | 'cut' = 'open';
  #onPace: (() => void) | undefined;

  constructor({ caller, scope, hearsViewers, sequence, opening }: EventStreamOptions) {
    this.caller = caller;
    this.#scope = scope;
    this.#hearsViewers = hearsViewers;
    this.#sequence = sequence;
    this.out = new Readable({
      highWaterMark: PACE_BYTES,
      read: () => {
        this.#keepsPace();
      },
    });
    this.out.once('close', () => {
      if (this.#state === 'open') this.#state = 'ended';
      this.#keepsPace();
    });
    this.out.push(opening);
  }

  /** The number of the last event that it was offered. */
  get sequence(): number {
    return this.#sequence;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Whether it was ended because the client did not keep pace. */
  get isCut(): boolean {
    return this.#state === 'cut';
  }

  /** Passes an event on when it comes after those it had and is within its scope. @returns whether it did */
  offer(event: RecordedEvent, frame: () => Buffer): boolean {
    if (event.sequence <= this.#sequence || !this.isOpen) return false;
    this.#sequence = event.sequence;
    if (!isWithin({ ...this.#scope, instanceIds: this.caller.instanceIds }, event)) return false;
    this.write(frame());
    return this.isOpen;
  }

  /** Passes on news of who looks at a conversation, to who asked for them and sees its events. */
  tell({ instanceId, conversationId, frame, isFor }: News): void {
    const scope = { ...this.#scope, types: undefined, instanceIds: this.caller.instanceIds };
    const isWanted = this.#hearsViewers && isFor(this.caller);
    if (isWanted && isWithin(scope, { type: 'conversation.opened', instanceId, conversationId }))
      this.write(frame);
  }

  /** Queues bytes, or cuts the stream when too many wait already. */
  write(bytes: Buffer): void {
    if (!this.isOpen) return;
    if (this.out.readableLength < MOST_QUEUED_BYTES) {
      this.out.push(bytes);
      return;
    }
    this.#state = 'cut';
    this.out.destroy();
  }

  /** Resolves once the client keeps pace, or the stream is over. */
  async keepsPace(): Promise<void> {
    if (!this.isOpen || this.out.readableLength < PACE_BYTES) return;
    await new Promise<void>((resolve) => {
      this.#onPace = resolve;
    });
  }

  /** Ends it after what is queued. */
  end(): void {
    if (!this.isOpen) return;
    this.#state = 'ended';
    this.out.push(null);
    this.#keepsPace();
  }

  #keepsPace(): void {
    this.#onPace?.();
    this.#onPace = undefined;
  }
}
