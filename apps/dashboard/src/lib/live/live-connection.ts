import { SignedOut } from '../session/session-store.ts';
import { reconnectDelayMs } from '../backoff-policy.ts';
import { EventStreamParser } from './event-stream.ts';
import { parseLiveEvent, type LiveEvent } from './live-event.ts';
import { parseLiveViewers, type LiveViewers } from './live-viewers.ts';

/** `refused`: the person may not see events, so that pages are read again from time to time instead. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'refused' | 'stopped';

/** The server writes at least every 15 s; after twice that and a bit the connection is dead. */
const SILENCE_MS = 35_000;
const STREAM = '/events/stream?viewers=true';

export interface LivePorts {
  /** Where the server is. */
  baseUrl: string;
  fetch: typeof fetch;
  /** Resolves after the time, or at once when the signal says so. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
  chance: () => number;
}

export interface LiveListener {
  event: (event: LiveEvent) => void;
  /** Who has a conversation open; told once and kept nowhere. */
  viewers: (viewers: LiveViewers) => void;
  state: (state: LiveState) => void;
  /** Events may have been missed: what is shown has to be read again. */
  gap: () => void;
}

/** How one connection ended: `lost` is worth another try with the last event's id, `forgotten` one without. */
type Ending = 'lost' | 'forgotten' | 'refused' | 'stopped';

const refusals = new Map<number, Ending>([
  [400, 'forgotten'],
  [403, 'refused'],
  [410, 'forgotten'],
]);

/**
 * One stream of what happens, which resumes after the last event that came. It runs until it is stopped or refused.
 * EventSource cannot carry a bearer token, hence fetch.
 */
export class LiveConnection {
  readonly #ports: LivePorts;
  readonly #listener: LiveListener;
  readonly #stop = new AbortController();
  #lastEventId: string | undefined;
  #failures = 0;

  constructor(ports: LivePorts, listener: LiveListener) {
    this.#ports = ports;
    this.#listener = listener;
  }

  /** Runs until it is over; never rejects. */
  async run(): Promise<void> {
    this.#listener.state('connecting');
    while (!this.#stop.signal.aborted) {
      const ending = await this.#connect();
      if (ending === 'stopped') break;
      if (ending === 'refused') {
        this.#listener.state('refused');
        return;
      }
      if (ending === 'forgotten') this.#lastEventId = undefined;
      this.#listener.state('reconnecting');
      await this.#ports.pause(reconnectDelayMs(this.#failures++, this.#ports.chance()), this.#stop.signal);
    }
    this.#listener.state('stopped');
  }

  stop(): void {
    this.#stop.abort();
  }

  async #connect(): Promise<Ending> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([attempt.signal, this.#stop.signal]);
    try {
      const response = await this.#ports.fetch(new URL(this.#path(), this.#ports.baseUrl), {
        signal,
        headers: { accept: 'text/event-stream' },
      });
      if (!response.ok || response.body === null) return refusals.get(response.status) ?? 'lost';
      this.#opened();
      await this.#read(response.body, attempt);
      return 'lost';
    } catch (error) {
      return error instanceof SignedOut || this.#stop.signal.aborted ? 'stopped' : 'lost';
    }
  }

  #path(): string {
    return this.#lastEventId === undefined
      ? STREAM
      : `${STREAM}&lastEventId=${encodeURIComponent(this.#lastEventId)}`;
  }

  /** Without an id to resume from, whatever happened since the pages were read is unknown. */
  #opened(): void {
    this.#failures = 0;
    if (this.#lastEventId === undefined) this.#listener.gap();
    this.#listener.state('live');
  }

  #hear(data: string): void {
    const event = parseLiveEvent(data);
    const viewers = event === undefined ? parseLiveViewers(data) : undefined;
    if (event !== undefined) this.#listener.event(event);
    if (viewers !== undefined) this.#listener.viewers(viewers);
  }

  async #read(body: ReadableStream<Uint8Array>, attempt: AbortController): Promise<void> {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const silence = setTimeout(() => attempt.abort(), SILENCE_MS);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      for (const { id, data } of parser.take(decoder.decode(value, { stream: true }))) {
        this.#lastEventId = id ?? this.#lastEventId;
        this.#hear(data);
      }
    }
  }
}
