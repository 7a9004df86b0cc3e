import { setTimeout as sleep } from 'node:timers/promises';
import type { BinaryNode, WASocket } from 'baileys';

/** Stanzas of one tag, as they pass the gate. */
export interface GatedStanzas {
  tag: 'message' | 'receipt';
  /** Rejects when it could not be stored; it is tried again while the connection lives. */
  note(nodes: BinaryNode[]): Promise<void>;
  /** The library puts this one into a queue of its own when it gets it, and says later that it was read. */
  isReadLater(node: BinaryNode): boolean;
}

/**
 * Holds each stanza back until `note` has stored what it says, or that it came; only then does the library read it and tell
 * WhatsApp that it arrived. So there is nothing that WhatsApp believes delivered and that nobody here has heard of. Stanzas that
 * come meanwhile share the next `note`. They are read one after the other: by itself the library looks up who wrote before it queues
 * them, so that the first message of a stranger may be overtaken by the second (Socket/messages-recv.js, handleMessage).
 */
export class StanzaGate {
  readonly #socket: Pick<WASocket, 'ws'>;
  readonly #stanzas: GatedStanzas;
  readonly #read: ((node: BinaryNode) => Promise<void>)[];
  /** Ids of those that the library is reading. */
  readonly #reading = new Set<string>();
  #waiting: BinaryNode[] = [];
  #running: Promise<void> | undefined;
  #reads: Promise<void> = Promise.resolve();
  #isStopped = false;
  #onIdle: (() => void) | undefined;

  constructor(socket: Pick<WASocket, 'ws'>, stanzas: GatedStanzas) {
    this.#socket = socket;
    this.#stanzas = stanzas;
    const event = `CB:${stanzas.tag}`;
    this.#read = socket.ws.listeners(event).map((listener) => async (node: BinaryNode) => {
      await Reflect.apply(listener, socket.ws, [node]);
    });
    socket.ws.removeAllListeners(event);
    socket.ws.on(event, (node: BinaryNode) => {
      if (this.#isStopped) return;
      this.#waiting.push(node);
      this.#running ??= this.#run();
    });
  }

  /** The library is done with a stanza. */
  wasRead(id: string): void {
    this.#reading.delete(id);
    if (this.#reading.size === 0) this.#onIdle?.();
  }

  /** Lets nothing through any more, and waits until the library is done with what it reads, but not for ever. */
  async stop(longestMs: number): Promise<void> {
    this.#isStopped = true;
    this.#waiting = [];
    if (this.#reading.size === 0) return;
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    await withinMs(longestMs, idle);
  }

  /** Resolves once nothing is held back, or the library does not end what it reads. */
  async drain(longestMs: number): Promise<void> {
    await this.#running;
    await withinMs(longestMs, this.#reads);
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const nodes = this.#waiting;
      this.#waiting = [];
      const isNoted = await this.#isNoted(nodes);
      if (isNoted) for (const node of nodes) this.#reads = this.#reads.then(() => this.#let(node));
    }
    this.#running = undefined;
  }

  /** Tries again for as long as the connection lives: what is not read now comes again only with the next one. */
  async #isNoted(nodes: BinaryNode[]): Promise<boolean> {
    for (let waitMs = 50; this.#mayRead(); waitMs = Math.min(waitMs * 2, 1_000))
      try {
        await this.#stanzas.note(nodes);
        return true;
      } catch {
        await sleep(waitMs);
      }
    return false;
  }

  async #let(node: BinaryNode): Promise<void> {
    // What is read after the end could not be acknowledged, and would be unreadable when it comes again.
    if (!this.#mayRead()) return;
    const id = node.attrs['id'] ?? '';
    this.#reading.add(id);
    await Promise.allSettled(this.#read.map((read) => read(node)));
    if (!this.#stanzas.isReadLater(node)) this.wasRead(id);
  }

  #mayRead(): boolean {
    return !this.#isStopped && this.#socket.ws.isOpen;
  }
}

/** Waits for something, but not longer than that. */
async function withinMs(longestMs: number, awaited: Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([awaited, sleep(longestMs, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
}
